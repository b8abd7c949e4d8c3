import type pg from 'pg'
import { createBatch } from '../../db/batch.ts'
import { type CustomerId, newId, type OrganizationId, type PlanId } from '../../domain/identifiers.ts'
import { hashSecret, newSecret } from '../oauth/secret.ts'
import { REDEEM_STATEMENT } from './redeem-statement.ts'

export interface RedeemRequest {
  /** The portal on whose host the link was opened; a link of another portal is refused. */
  organizationId: OrganizationId
  planId: PlanId
  token: string
  /** A POST is a person's button press. Only it uses up a link that travelled in a message. */
  isPost: boolean
  /** The session cookie the browser came with, if any: that session ends. */
  olderSessionToken: string | undefined
  address: string | null
  userAgent: string | null
}

/** Why nobody was signed in: for the log and the metrics, never for the visitor. */
export type RefusalReason = 'used' | 'expired' | 'unknown' | 'foreign'

export type Redeemed =
  | { outcome: 'redeemed'; sessionToken: string; customerId: CustomerId; nextPath: string }
  | { outcome: 'confirm'; firstName: string; nextPath: string }
  | { outcome: 'refused'; reason: RefusalReason; customerId: CustomerId | null; nextPath: string | null }

interface RedeemRow {
  request: RedeemRequest
  sessionHash: Buffer
}

/** One row of the statement's answer; see redeem-statement.ts. */
interface RedeemAnswer {
  position: number
  outcome: 'redeemed' | 'confirm' | RefusalReason
  customer_id: CustomerId | null
  next_path: string | null
  first_name: string | null
  company_name: string | null
}

const LANES = 3
const MAX_ROWS = 128

/** 32 bytes in base64url. Anything else was never a token of ours and is not looked up. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** `redeem(request)` opens a link: at most one call for each link ever answers `redeemed`. */
export function createRedeem({ pool }: { pool: pg.Pool }) {
  const submit = createBatch<RedeemRow, RedeemAnswer>({
    lanes: LANES,
    maxRows: MAX_ROWS,
    run: (rows) => useUp(pool, rows),
  })

  return async (request: RedeemRequest): Promise<Redeemed> => {
    if (!TOKEN.test(request.token))
      return { outcome: 'refused', reason: 'unknown', customerId: null, nextPath: null }
    const sessionToken = newSecret()
    const answer = await submit({ request, sessionHash: hashSecret(sessionToken) })
    const { outcome, customer_id: customerId, next_path: nextPath } = answer
    if (outcome === 'redeemed' && customerId && nextPath)
      return { outcome, sessionToken, customerId, nextPath }
    if (outcome === 'confirm' && nextPath) {
      return { outcome, firstName: answer.company_name ?? answer.first_name ?? '', nextPath }
    }
    return { outcome: 'refused', reason: outcome as RefusalReason, customerId, nextPath }
  }
}

export type Redeem = ReturnType<typeof createRedeem>

async function useUp(pool: pg.Pool, rows: readonly RedeemRow[]): Promise<readonly RedeemAnswer[]> {
  const column = (read: (row: RedeemRow) => unknown) => rows.map(read)
  const { rows: answers } = await pool.query<RedeemAnswer>({
    name: 'redeem',
    text: REDEEM_STATEMENT,
    values: [
      column(({ request }) => request.organizationId),
      column(({ request }) => request.planId),
      column(({ request }) => hashSecret(request.token)),
      column(({ request }) => request.isPost),
      column(({ sessionHash }) => sessionHash),
      column(() => newId('session')),
      column(({ request }) => (request.olderSessionToken ? hashSecret(request.olderSessionToken) : null)),
      column(({ request }) => request.address),
      column(({ request }) => request.userAgent),
      column(() => newId('auditEvent')),
    ],
  })
  const inOrder: RedeemAnswer[] = []
  for (const answer of answers) inOrder[answer.position - 1] = answer
  return inOrder
}
