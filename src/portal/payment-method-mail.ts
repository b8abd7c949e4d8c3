import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { ChangedPaymentMethod } from '../features/payment-methods/change-payment-method.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import {
  type PaymentMethodChangedMail,
  paymentMethodChangedMail,
} from '../mail/payment-method-changed-mail.tsx'
import type { PortalEnv } from './env.ts'
import type { Creditor } from './payment-method-view-model.ts'
import { whoIsSignedIn } from './session-cookie.ts'

type News = Pick<
  PaymentMethodChangedMail,
  'kind' | 'lastDigits' | 'accountHolder' | 'mandate' | 'contractNumbers' | 'atMs'
>

/** Tells the customer, after they have been answered, which account is used from now on. */
export function confirmChange(
  deps: Deps,
  c: Context<PortalEnv>,
  {
    mandateReference,
    contractNumbers,
    accountHolder,
    iban,
    creditor,
    atMs,
  }: ChangedPaymentMethod & { accountHolder: string; iban: string; creditor: Creditor | null; atMs: number },
): void {
  const { brand, locale } = c.var
  const t = deps.i18n(locale, brand.messages[locale])
  send(deps, c, {
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
  })
}

export function confirmEnd(
  deps: Deps,
  c: Context<PortalEnv>,
  { contractNumber, maskedIban }: { contractNumber: string; maskedIban: string | null },
  atMs: number,
): void {
  send(deps, c, {
    kind: 'ended',
    lastDigits: (maskedIban ?? '').slice(-4),
    accountHolder: null,
    mandate: null,
    contractNumbers: [contractNumber],
    atMs,
  })
}

function send({ mailer, config }: Deps, c: Context<PortalEnv>, news: News): void {
  const { portal, brand, locale } = c.var
  const to = whoIsSignedIn(c).customer.email
  mailer?.deliver(() =>
    paymentMethodChangedMail({ ...news, brand, locale, to, portalOrigin: portalOrigin(config, portal) }),
  )
}
