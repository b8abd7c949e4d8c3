import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { DeclarationContent, Declaration, EndedContract } from '../features/declarations/declaration.ts'
import { receiveDeclaration } from '../features/declarations/receive-declaration.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import { receiptMail } from '../mail/receipt-mail.tsx'
import { createFormat } from '../ui/format.ts'
import type { Locale } from '../ui/i18n.ts'
import { endReceiptOf, type Receipt, receiptOf } from './cancel-receipt.ts'
import { receiptLink } from './cancel-receipt-link.ts'
import type { PortalEnv } from './env.ts'
import { spendLimits, type Wait } from './login-request.ts'

type Taken = { wait: Wait } | { wait: null; receiptUrl: string }

/**
 * Takes what somebody declares who need not be signed in, and sends the receipt to the address they gave. Whether a contract
 * was found shows in none of it; when it ends goes to the customer's own address.
 */
export async function takeDeclaration(
  deps: Deps,
  c: Context<PortalEnv>,
  path: '/cancel' | '/withdraw',
  content: DeclarationContent,
): Promise<Taken> {
  const { organizationId, planId } = c.get('portal')
  // Counted apart from requests for a code: neither may use up the other's.
  const wait = await spendLimits(deps, c, content.email, 'declaration ')
  if (wait) return { wait }
  const locale = c.get('locale')
  const ctx = { db: deps.db, organizationId, actor: { type: 'system' }, now: deps.now() } as const
  const { declaration, isNew, ended } = await receiveDeclaration(ctx, content, { planId, locale })
  if (isNew) sendReceipts(deps, c, declaration, ended)
  // Whether it could be assigned is for the operator's eyes; who declared it is for nobody's.
  c.set('logFields', { declaration: declaration.kind, isNew, contractEnded: ended !== null })
  return { wait: null, receiptUrl: receiptLink(deps.formKey, organizationId, path, declaration.id) }
}

function sendReceipts(
  deps: Deps,
  c: Context<PortalEnv>,
  declaration: Declaration,
  ended: EndedContract | null,
): void {
  const { brand, locale } = c.var
  sendReceipt(deps, c, declaration.email, locale, receiptOf(words(deps, c, locale), declaration, null))
  if (ended) {
    const own = ended.customerLocale ?? brand.locale
    sendReceipt(deps, c, ended.email, own, endReceiptOf(words(deps, c, own), ended))
  }
}

/** After the visitor has been answered; without a mail server the page alone is the receipt. */
export function sendReceipt(
  { mailer, config }: Pick<Deps, 'mailer' | 'config'>,
  c: Context<PortalEnv>,
  to: string,
  locale: Locale,
  receipt: Receipt,
): void {
  const { brand, portal } = c.var
  mailer?.deliver(() =>
    receiptMail({ brand, locale, to, portalOrigin: portalOrigin(config, portal), ...receipt }),
  )
}

const words = ({ i18n }: Pick<Deps, 'i18n'>, c: Context<PortalEnv>, locale: Locale) => {
  const { brand } = c.var
  return { t: i18n(locale, brand.messages[locale]), format: createFormat(locale), brand }
}
