import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure } from '../domain/failure.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import { CODE_MINUTES } from '../features/sessions/login-code.ts'
import { announceCode, type RequestedCode } from '../features/sessions/request-code.ts'
import { loginCodeMail } from '../mail/login-code-mail.tsx'
import type { Mailer } from '../mail/mailer.ts'
import type { PortalEnv } from './env.ts'

/** Sends a customer the code, after the visitor has been answered. Nobody's address gets nothing. */
export function sendCode(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  mailer: Mailer,
  c: Context<PortalEnv>,
  { customerId, attemptToken, code }: RequestedCode,
): void {
  if (customerId === null) return
  const { portal, brand, locale, address, userAgent } = c.var
  mailer.deliver(async () => {
    const { organizationId } = portal
    const customer = await announceCode(db, { organizationId, customerId, attemptToken, address, userAgent })
    return loginCodeMail({
      brand,
      locale,
      to: customer.email,
      code,
      validMinutes: CODE_MINUTES,
      portalOrigin: portalOrigin(config, portal),
    })
  })
}

export interface Wait {
  minutes: number
  headers: Readonly<Record<string, string>>
}

/**
 * Counts a request for a code against the visitor's address and against the e-mail address, known or not. Answers how
 * long to wait when either has had too many. What is asked for to another `purpose` is counted on its own.
 */
export async function spendLimits(
  { limits }: Pick<Deps, 'limits'>,
  c: Context<PortalEnv>,
  email: string,
  purpose = '',
): Promise<Wait | undefined> {
  // All portals of an organisation together, and hashed: the table of limits holds nobody's address.
  const key = createHash('sha256')
    .update(`${purpose}${c.get('portal').organizationId} ${email.toLowerCase()}`)
    .digest('base64url')
  const visitor = visitorKey(c.get('address'))
  try {
    if (visitor !== undefined) await limits.loginByVisitor.spend(purpose + visitor)
    await limits.loginByAddress.spend(key)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'TOO_MANY_REQUESTS') throw error
    return { minutes: Math.ceil(Number(error.headers['Retry-After'] ?? 60) / 60), headers: error.headers }
  }
  return undefined
}

/**
 * One visitor of IPv6 commonly owns a whole /64 and could come from a new address each time. Without an address (behind a
 * Unix socket, say) visitors cannot be told apart, and counting them as one would lock everybody out.
 */
function visitorKey(address: string | null): string | undefined {
  if (address === null || !address.includes(':')) return address ?? undefined
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length)
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
