import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { inFours } from '../domain/iban.ts'
import type { ChangedPaymentMethod } from '../features/payment-methods/change-payment-method.ts'
import type { PaymentMethodId } from '../features/payment-methods/payment-method.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import type { PostedMail } from '../mail/outbox.ts'
import {
  type PaymentMethodChangedMail,
  paymentMethodChangedMail,
} from '../mail/payment-method-changed-mail.tsx'
import type { PortalEnv } from './env.ts'
import type { Creditor, PaymentMethodModel } from './payment-method-view-model.ts'
import { whoIsSignedIn } from './session-cookie.ts'

type News = Pick<
  PaymentMethodChangedMail,
  'kind' | 'lastDigits' | 'accountHolder' | 'mandate' | 'contractNumbers' | 'atMs' | 'transferTo'
>

/** Tells the customer which account is used from now on. */
export function changeMail(
  deps: Deps,
  c: Context<PortalEnv>,
  {
    id,
    mandateReference,
    contractNumbers,
    accountHolder,
    iban,
    creditor,
    atMs,
  }: ChangedPaymentMethod & { accountHolder: string; iban: string; creditor: Creditor | null; atMs: number },
): Promise<PostedMail> {
  const { brand, locale } = c.var
  const t = deps.i18n(locale, brand.messages[locale])
  return write(deps, c, id, {
    kind: creditor === null ? 'payout' : 'debit',
    lastDigits: iban.replace(/\W/g, '').slice(-4),
    accountHolder: accountHolder.trim(),
    mandate: creditor && {
      reference: mandateReference,
      creditor: creditor.name,
      creditorId: creditor.id,
      wording: [t('mandate.text', { creditor: creditor.name }), t('mandate.refund')],
    },
    contractNumbers,
    atMs,
    transferTo: null,
  })
}

/** Tells the customer that nothing is collected any more, and where to transfer what is due. */
export function endMail(
  deps: Deps,
  c: Context<PortalEnv>,
  id: PaymentMethodId,
  { contractNumber, maskedIban }: { contractNumber: string; maskedIban: string | null },
  bank: PaymentMethodModel['bank'],
  atMs: number,
): Promise<PostedMail> {
  const { brand, locale } = c.var
  const t = deps.i18n(locale, brand.messages[locale])
  return write(deps, c, id, {
    kind: 'ended',
    lastDigits: (maskedIban ?? '').slice(-4),
    accountHolder: null,
    mandate: null,
    contractNumbers: [contractNumber],
    atMs,
    transferTo: bank && {
      title: t('paymentChange.bankTitle'),
      rows: [
        [t('paymentChange.bankHolder'), bank.holder],
        [t('paymentMethod.iban'), inFours(bank.iban)],
        ...(bank.bic === null ? [] : [['BIC', bank.bic] as const]),
        [t('paymentChange.bankName'), bank.bank],
        [t('paymentChange.purpose'), t('paymentChange.purposeValue', { number: contractNumber })],
      ],
    },
  })
}

async function write(
  { config }: Deps,
  c: Context<PortalEnv>,
  about: PaymentMethodId,
  news: News,
): Promise<PostedMail> {
  const { portal, brand, locale } = c.var
  const to = whoIsSignedIn(c).customer.email
  const mail = { ...news, brand, locale, to, portalOrigin: portalOrigin(config, portal) }
  return { about, message: await paymentMethodChangedMail(mail) }
}
