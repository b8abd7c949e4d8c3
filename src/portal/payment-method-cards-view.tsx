import { inFours } from '../domain/iban.ts'
import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Icon } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import { Card, Pairs, Tag } from '../ui/parts.tsx'
import { MandateText } from './mandate-text-view.tsx'
import { lastDigits, type PaymentMethodModel } from './payment-method-view-model.ts'

/** The account as it is stored, masked, with the wording of its mandate. */
export const AccountCard = ({
  t,
  format,
  mandate,
  model: { creditor },
}: {
  t: T
  format: Format
  mandate: NonNullable<PaymentMethodModel['mandate']>
  model: PaymentMethodModel
}) => (
  <Card
    title={t(mandate.isMandate ? 'paymentMethod.mandate' : 'paymentMethod.account')}
    end={
      <Tag tone="ok" icon="check">
        {t('paymentMethod.given')}
      </Tag>
    }
  >
    <Pairs
      pairs={[
        [t('paymentMethod.holder'), mandate.accountHolder],
        [t('paymentMethod.iban'), shortened(mandate.maskedIban)],
        [t('paymentMethod.reference'), mandate.isMandate ? mandate.mandateReference : null],
        [t('paymentMethod.since'), format.dateShort(mandate.givenOn)],
      ]}
    />
    {mandate.isMandate && creditor !== null && (
      <details class="proof">
        <summary>
          {t('mandate.wording')} <Icon name="down" class="tiny" />
        </summary>
        <MandateText t={t} creditor={creditor} reference={mandate.mandateReference} />
      </details>
    )}
  </Card>
)

/** Masked as it is, with fewer signs between: whoever knows the account recognises it by its end. */
const shortened = (maskedIban: string): string =>
  `${maskedIban.slice(0, 2)}\u00a0••••\u00a0${lastDigits(maskedIban)}`

/** Where the customer transfers to: the supplier's own account, whole. */
export const BankCard = ({
  t,
  bank,
  number,
}: {
  t: T
  bank: NonNullable<PaymentMethodModel['bank']>
  number: string
}) => (
  <Card title={t('paymentChange.bankTitle')}>
    <Pairs
      pairs={[
        [t('paymentChange.bankHolder'), bank.holder],
        [t('paymentMethod.iban'), <span class="iban">{inFours(bank.iban)}</span>],
        ['BIC', bank.bic],
        [t('paymentChange.bankName'), bank.bank],
        [t('paymentChange.purpose'), t('paymentChange.purposeValue', { number })],
      ]}
    />
  </Card>
)

/** How the money moves, in a few facts. */
export const HowCard = ({ page, model }: { page: PageContext; model: PaymentMethodModel }) => {
  const { t } = page
  const { contract, mandate, bank } = model
  const brand = { brand: page.brand.name }
  const facts =
    contract.kind === 'feed_in'
      ? mandate === null
        ? ([['card', t('paymentMethod.how.noPayout', brand)]] as const)
        : ([
            ['calendar', t('paymentMethod.how.payout')],
            ['invoice', t('paymentMethod.how.onInvoice')],
          ] as const)
      : mandate === null
        ? ([
            ['invoice', t('paymentMethod.how.transfer1')],
            ['calendar', t('paymentMethod.how.transferDue')],
            ...(bank === null ? ([['card', t('paymentMethod.how.transfer2', brand)]] as const) : []),
          ] as const)
        : ([
            ['calendar', t('paymentMethod.how.debit1')],
            ['invoice', t('paymentMethod.how.onInvoice')],
            ['left', t('paymentMethod.how.debit2')],
          ] as const)
  return (
    <Card
      title={t(contract.kind === 'feed_in' ? 'paymentMethod.how.titlePayout' : 'paymentMethod.how.title')}
    >
      <ul class="facts">
        {facts.map(([icon, text]) => (
          <li>
            <Icon name={icon} />
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
