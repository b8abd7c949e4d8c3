import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure } from '../domain/failure.ts'
import type { EmailCode } from '../features/checkouts/prove-email.ts'
import { findCustomer } from '../features/customers/queries.ts'
import { checkoutOrigin } from '../features/plans/checkout-origin.ts'
import { CODE_MINUTES } from '../features/sessions/login-code.ts'
import { checkoutCodeMail } from '../mail/checkout-code-mail.tsx'
import type { MailMessage } from '../mail/mailer.ts'
import type { PortalEnv } from '../portal/env.ts'

/** Who signs links that a visitor of the checkout did not come by. */
export const CHECKOUT_CLIENT = 'checkout'

/**
 * The mail with the code, to be made after the answer: a customer's also holds a link to sign in by, and how long that takes
 * must not be seen.
 */
export function codeMail(
  deps: Pick<Deps, 'db' | 'config' | 'mint'>,
  c: Context<PortalEnv>,
  email: string,
  { code, customerId }: EmailCode,
): () => Promise<MailMessage> {
  const { portal, brand, locale, address, userAgent } = c.var
  const { organizationId } = portal
  const common = {
    brand,
    locale,
    portalOrigin: checkoutOrigin(deps.config, c.get('portal')),
    code,
    validMinutes: CODE_MINUTES,
  }
  return async () => {
    const known = customerId === null ? undefined : await findCustomer(deps.db, organizationId, customerId)
    if (!known) return checkoutCodeMail({ ...common, to: email, account: null })
    const account = await deps
      .mint({
        organizationId,
        customerId: known.id,
        clientId: CHECKOUT_CLIENT,
        delivery: 'message',
        locale,
        address,
        userAgent,
      })
      .catch(noPortal)
    return checkoutCodeMail({ ...common, to: known.email, account: { link: account?.link ?? null } })
  }
}

/** A customer of a plan without a portal has nowhere to sign in. */
function noPortal(error: unknown): undefined {
  if (!(error instanceof Failure)) throw error
}
