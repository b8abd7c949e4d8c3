import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { DeclarationContent, DeclarationId } from '../features/declarations/declaration.ts'
import { type ReceivedDeclaration, receiveDeclaration } from '../features/declarations/receive-declaration.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import type { Post, PostedMail } from '../mail/outbox.ts'
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
  const { declaration, isNew, ended } = await deps.outbox.transact(async (tx, post) => {
    const ctx = { db: tx, organizationId, actor: { type: 'system' }, now: deps.now() } as const
    const received = await receiveDeclaration(ctx, content, { planId, locale })
    if (received.isNew) await postReceipts(deps, c, post, received)
    return received
  })
  // Whether it could be assigned is for the operator's eyes; who declared it is for nobody's.
  c.set('logFields', { declaration: declaration.kind, isNew, contractEnded: ended !== null })
  return { wait: null, receiptUrl: receiptLink(deps.formKey, organizationId, path, declaration.id) }
}

async function postReceipts(
  deps: Deps,
  c: Context<PortalEnv>,
  post: Post,
  { declaration, ended }: ReceivedDeclaration,
): Promise<void> {
  const { brand, locale } = c.var
  const { id, email } = declaration
  await post(
    await receiptTo(deps, c, id, email, locale, receiptOf(words(deps, c, locale), declaration, null)),
  )
  if (ended) {
    const own = ended.customerLocale ?? brand.locale
    await post(await receiptTo(deps, c, id, ended.email, own, endReceiptOf(words(deps, c, own), ended)))
  }
}

/** To be posted with what it confirms; without a mail server the page alone is the receipt. */
export async function receiptTo(
  { config }: Pick<Deps, 'config'>,
  c: Context<PortalEnv>,
  about: DeclarationId,
  to: string,
  locale: Locale,
  receipt: Receipt,
): Promise<PostedMail> {
  const { brand, portal } = c.var
  const origin = portalOrigin(config, portal)
  return { about, message: await receiptMail({ brand, locale, to, portalOrigin: origin, ...receipt }) }
}

const words = ({ i18n }: Pick<Deps, 'i18n'>, c: Context<PortalEnv>, locale: Locale) => {
  const { brand } = c.var
  return { t: i18n(locale, brand.messages[locale]), format: createFormat(locale), brand }
}
