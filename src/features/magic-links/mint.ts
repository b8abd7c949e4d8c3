import type pg from 'pg'
import { createBatch } from '../../db/batch.ts'
import { type CustomerId, isId, newId, type OrganizationId } from '../../domain/identifiers.ts'
import { notFound, unprocessable } from '../../domain/failure.ts'
import { hashSecret, newSecret } from '../oauth/secret.ts'
import { portalOrigin } from '../plans/portal-origin.ts'
import { type CreateMagicLink, FLOW_LANDING, readReturnUrl } from './magic-link.ts'
import { MINT_STATEMENT } from './mint-statement.ts'

export interface MintDeps {
  /** A pool with at least `lanes` connections, kept for minting and redeeming. */
  pool: pg.Pool
  isHttps: boolean
  portalDomain: string
}

/** Who mints, for whom, from where: the row behind one link. */
export interface MintRequest extends CreateMagicLink {
  organizationId: OrganizationId
  clientId: string
  address: string | null
  userAgent: string | null
}

export interface MintedLink {
  link: string
  expiresAt: string
}

interface MintRow {
  request: MintRequest
  tokenHash: Buffer
}

/** One row of the statement's answer; see mint-statement.ts. */
interface MintAnswer {
  outcome: 'minted' | 'unknown_customer' | 'portal_disabled' | 'return_host'
  customer_id: CustomerId | null
  slug: string | null
  custom_domain: string | null
  /** Where the link leads: what was asked for, else by the flow and whether there is a contract. */
  landing: string | null
  expires_at: string | null
}

/** While one statement commits and another runs, a third gathers rows. */
const LANES = 3
const MAX_ROWS = 128

/**
 * `mint(request)` makes a fresh single-use link and answers after it is safely stored.
 *
 * @throws Failure NOT_FOUND for an unknown customer or another organisation's; UNPROCESSABLE_ENTITY when the customer's
 *   plan has no portal, or the return URL's host is not on the organisation's list.
 */
export function createMint({ pool, isHttps, portalDomain }: MintDeps) {
  const submit = createBatch<MintRow, MintAnswer>({
    lanes: LANES,
    maxRows: MAX_ROWS,
    run: (rows) => store(pool, rows),
  })

  return async (request: MintRequest): Promise<MintedLink> => {
    if (request.customerId !== undefined && !isId('customer', request.customerId)) throw notFound('Customer')
    // 256 random bits; the table keeps their SHA-256 and nothing else.
    const token = newSecret()
    const answer = await submit({ request, tokenHash: hashSecret(token) })
    const { slug, landing, expires_at: expiresAt } = check(answer, request)
    const origin = portalOrigin({ isHttps, portalDomain }, { slug, customDomain: answer.custom_domain })
    return {
      link: `${origin}/auth/confirm?token_hash=${token}&type=magiclink&next=${encodeNext(landing)}`,
      expiresAt,
    }
  }
}

export type Mint = ReturnType<typeof createMint>

async function store(pool: pg.Pool, rows: readonly MintRow[]): Promise<readonly MintAnswer[]> {
  const column = (read: (row: MintRow) => unknown) => rows.map(read)
  const { rows: answers } = await pool.query<MintAnswer>({
    name: 'mint',
    text: MINT_STATEMENT,
    values: [
      column(({ request }) => request.organizationId),
      column(({ request }) => request.customerId ?? null),
      column(({ request }) => request.externalCustomerId ?? null),
      column(({ tokenHash }) => tokenHash),
      column(({ request }) => request.clientId),
      column(({ request }) => request.delivery),
      column(({ request }) => request.next ?? null),
      column(({ request }) => request.returnUrl ?? null),
      column(({ request }) =>
        request.returnUrl === undefined ? null : readReturnUrl(request.returnUrl)?.host,
      ),
      column(({ request }) => request.locale ?? null),
      column(({ request }) => request.flow ?? null),
      column(({ request }) => (request.flow ? FLOW_LANDING[request.flow] : null)),
      column(({ request }) => request.address),
      column(({ request }) => request.userAgent),
      column(() => newId('auditEvent')),
    ],
  })
  return answers
}

function check(
  answer: MintAnswer,
  request: MintRequest,
): { slug: string; landing: string; expires_at: string } {
  switch (answer.outcome) {
    case 'unknown_customer':
      throw notFound('Customer')
    case 'portal_disabled':
      throw unprocessable(
        'customerId',
        'The hosted portal of this customer’s plan is not enabled. Enable it with `stromtor portals enable`, or move the customer to a plan that has one.',
      )
    case 'return_host': {
      const host = readReturnUrl(request.returnUrl ?? '')?.host
      throw unprocessable('returnUrl', `The host ${host} is not on your organisation’s list of return hosts.`)
    }
    case 'minted':
      return answer as MintAnswer & { slug: string; landing: string; expires_at: string }
  }
}

/** A path in a query needs only its separators encoded: `next=/overview` stays readable. */
function encodeNext(next: string): string {
  return encodeURIComponent(next).replaceAll('%2F', '/')
}
