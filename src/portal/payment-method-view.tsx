import type { Day, Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Icon } from '../ui/icons.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card, Figure, Pairs, Tag } from '../ui/parts.tsx'
import { type ContractChoice, ContractSwitcher } from './contract-switcher-view.tsx'

export interface PaymentMethodModel {
  contracts: readonly ContractChoice[]
  contract: {
    id: string
    number: string
    status: 'pending' | 'active' | 'ended'
    kind: 'consumption' | 'feed_in'
  }
  /** Null: the customer transfers the money. */
  mandate: { accountHolder: string; maskedIban: string; mandateReference: string; givenOn: Day } | null
  /** The next money that moves by the mandate, as far as it is known; `amountCents` is positive. */
  next: { on: Day; amountCents: number; isEstimate: boolean; means: 'debit' | 'payout' } | null
}

interface PartProps {
  page: PageContext
  model: PaymentMethodModel
}

/** From which account a contract is paid, when the next time is, and whom to ask for another account. */
export const PaymentMethodView = ({ page, model }: PartProps) => {
  const { t, format } = page
  const { contract, mandate, next } = model
  return (
    <Layout page={page} title={t('paymentMethod.title')}>
      <div class="hero">
        <Answer
          kicker={t('paymentMethod.kicker', { number: contract.number })}
          title={answer(t, model)}
          lead={lead(t, model)}
        />
        <ContractSwitcher t={t} path="/payment-method" contracts={model.contracts} currentId={contract.id} />
        {next !== null && (
          <Figure
            value={
              next.isEstimate
                ? t('overview.about', { amount: format.eurRound(next.amountCents) })
                : format.eur(next.amountCents)
            }
            unit={t(next.means === 'debit' ? 'paymentMethod.nextDebit' : 'paymentMethod.nextPayout', {
              date: format.date(next.on),
            })}
            note={next.isEstimate ? t('paymentMethod.estimate') : undefined}
          />
        )}
      </div>
      <div class={mandate === null ? 'stack' : 'columns even'}>
        {mandate !== null && <MandateCard t={t} format={format} mandate={mandate} />}
        <HowCard page={page} model={model} />
      </div>
      <Change page={page} model={model} />
    </Layout>
  )
}

const lastDigits = (maskedIban: string): string => maskedIban.slice(-4)

function answer(t: T, { contract, mandate, next }: PaymentMethodModel): string {
  if (contract.status === 'ended' && mandate !== null && next === null) return t('paymentMethod.answer.ended')
  const isFeedIn = contract.kind === 'feed_in'
  if (mandate === null) return t(isFeedIn ? 'paymentMethod.answer.noPayout' : 'paymentMethod.answer.transfer')
  return t(isFeedIn ? 'paymentMethod.answer.payout' : 'paymentMethod.answer.debit', {
    digits: lastDigits(mandate.maskedIban),
  })
}

function lead(t: T, { contract, mandate, next }: PaymentMethodModel): string | undefined {
  if (contract.status === 'ended') return undefined
  if (contract.kind === 'feed_in') return mandate === null ? t('paymentMethod.lead.noPayout') : undefined
  if (mandate === null) return t('paymentMethod.lead.transfer')
  return next === null ? t('paymentMethod.lead.noneYet') : undefined
}

const MandateCard = ({
  t,
  format,
  mandate,
}: {
  t: T
  format: Format
  mandate: NonNullable<PaymentMethodModel['mandate']>
}) => (
  <Card
    title={t('paymentMethod.mandate')}
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
        [t('paymentMethod.reference'), mandate.mandateReference],
        [t('paymentMethod.since'), format.dateShort(mandate.givenOn)],
      ]}
    />
  </Card>
)

/** Masked as it is, with fewer signs between: whoever knows the account recognises it by its end. */
const shortened = (maskedIban: string): string =>
  `${maskedIban.slice(0, 2)}\u00a0••••\u00a0${lastDigits(maskedIban)}`

const HowCard = ({ page, model }: PartProps) => {
  const { t, brand } = page
  const { contract, mandate } = model
  const facts =
    contract.kind === 'feed_in'
      ? mandate === null
        ? ([['card', t('paymentMethod.how.noPayout', { brand: brand.name })]] as const)
        : ([
            ['calendar', t('paymentMethod.how.payout')],
            ['invoice', t('paymentMethod.how.onInvoice')],
          ] as const)
      : mandate === null
        ? ([
            ['invoice', t('paymentMethod.how.transfer1')],
            ['card', t('paymentMethod.how.transfer2', { brand: brand.name })],
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

/** Another account is arranged with people; their number and address stand here, with the contract's number at hand. */
const Change = ({ page, model }: PartProps) => {
  const { t, brand } = page
  const { email, phone, hours } = brand.support
  const { mandate, contract } = model
  const words = mandate !== null ? '' : contract.kind === 'feed_in' ? 'Payout' : 'None'
  const subject = t('paymentMethod.change.subject', { number: contract.number })
  return (
    <section class="panel">
      <h2>{t(`paymentMethod.change.title${words}`)}</h2>
      <p>{t(`paymentMethod.change.text${words}`, { brand: brand.name, number: contract.number })}</p>
      {(email !== undefined || phone !== undefined) && (
        <div class="actions">
          {email !== undefined && (
            <a class="button" href={`mailto:${email}?subject=${encodeURIComponent(subject)}`}>
              <Icon name="mail" />
              {t('start.write')}
            </a>
          )}
          {phone !== undefined && (
            <a class="button plain" href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>
              <Icon name="phone" />
              {t('start.call', { phone })}
            </a>
          )}
        </div>
      )}
      {phone !== undefined && hours !== undefined && <p class="small quiet">{hours[page.format.locale]}</p>}
    </section>
  )
}
