import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Contact } from '../ui/page-footer.tsx'
import { Answer, Figure, LinkButton, Notice } from '../ui/parts.tsx'
import { ContractSwitcher } from './contract-switcher-view.tsx'
import { AccountCard, BankCard, HowCard } from './payment-method-cards-view.tsx'
import { lastDigits, type PaymentMethodModel } from './payment-method-view-model.ts'

interface PartProps {
  page: PageContext
  model: PaymentMethodModel
}

/** From which account a contract is paid, when the next time is, and how to change it. */
export const PaymentMethodView = ({ page, model }: PartProps) => {
  const { t, format } = page
  const { contract, mandate, next } = model
  const bank = contract.kind === 'consumption' && mandate === null ? model.bank : null
  return (
    <Layout page={page} title={t('paymentMethod.title')}>
      <div class="hero">
        <Receipt page={page} model={model} />
        <Answer
          kicker={t('paymentMethod.kicker', { number: contract.number })}
          title={answer(t, model)}
          lead={lead(t, model)}
        />
        <ContractSwitcher t={t} path="/payment-method" contracts={model.contracts} currentId={contract.id} />
        {next !== null && <Next t={t} format={format} next={next} />}
      </div>
      <div class={(mandate === null && bank === null) || isSettled(model) ? 'stack' : 'columns even'}>
        {mandate !== null && <AccountCard t={t} format={format} mandate={mandate} model={model} />}
        {bank !== null && <BankCard t={t} bank={bank} number={contract.number} />}
        {!isSettled(model) && <HowCard page={page} model={model} />}
      </div>
      {contract.status !== 'ended' && <Change page={page} model={model} />}
    </Layout>
  )
}

const Receipt = ({ page, model }: PartProps) => {
  const { t, format, customer } = page
  const { receipt, mandate, contract, hasMail } = model
  if (model.isMeanwhile) {
    return (
      <Notice tone="warn" role="status">
        <p>{t('paymentChange.meanwhile')}</p>
      </Notice>
    )
  }
  if (receipt === null) return null
  const mailed = hasMail && customer !== null && <p>{t('paymentChange.mailed', { email: customer.email })}</p>
  if (receipt.kind === 'ended') {
    return (
      <Notice tone="ok" role="status" title={t('paymentChange.ended')}>
        {mailed}
      </Notice>
    )
  }
  if (mandate === null) return null
  const at = { date: format.date(format.day(receipt.atMs)), time: format.time(receipt.atMs) }
  return (
    <Notice
      tone="ok"
      role="status"
      title={t(contract.kind === 'feed_in' ? 'paymentChange.changedPayout' : 'paymentChange.changedDebit', {
        digits: lastDigits(mandate.maskedIban),
      })}
    >
      <p>
        {mandate.isMandate
          ? t('paymentChange.changedDetail', { reference: mandate.mandateReference, ...at })
          : t('paymentChange.changedDetailPayout', at)}
      </p>
      {mailed}
    </Notice>
  )
}

/** Over, and nothing is collected or paid out any more. */
const isSettled = ({ contract, next }: Pick<PaymentMethodModel, 'contract' | 'next'>): boolean =>
  contract.status === 'ended' && next === null

function answer(t: T, { contract, mandate, next }: PaymentMethodModel): string {
  if (isSettled({ contract, next })) return t('paymentMethod.answer.ended')
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

/** The amount where it is known to the cent, else the day: an estimate has its place on the overview. */
const Next = ({
  t,
  format,
  next,
}: {
  t: T
  format: Format
  next: NonNullable<PaymentMethodModel['next']>
}) => {
  const isDebit = next.means === 'debit'
  if (next.amountCents === null) {
    return (
      <Figure
        value={format.dayMonth(next.on)}
        unit={t(isDebit ? 'paymentChange.nextOn' : 'paymentChange.nextPayoutOn')}
        note={t('paymentChange.nextNote')}
      />
    )
  }
  const on = { date: format.date(next.on) }
  return (
    <Figure
      value={format.eur(next.amountCents)}
      unit={t(isDebit ? 'paymentMethod.nextDebit' : 'paymentMethod.nextPayout', on)}
    />
  )
}

const Change = ({ page, model }: PartProps) => {
  const { t, brand } = page
  const { mandate, contract, canChange } = model
  const words = mandate !== null ? '' : contract.kind === 'feed_in' ? 'Payout' : 'None'
  const to = (step: string) => `/payment-method/${step}?subscription=${contract.id}`
  const isPayout = contract.kind === 'feed_in'
  return (
    <section class="panel">
      <h2>{t(`paymentChange.panelTitle${words}`)}</h2>
      {!canChange ? (
        <>
          <p>{t('paymentMethod.byPeople', { brand: brand.name, number: contract.number })}</p>
          <Contact page={page} />
        </>
      ) : (
        <>
          <p>
            {t(
              isPayout ? 'paymentChange.panelPayout' : `paymentChange.panel${mandate === null ? 'None' : ''}`,
            )}
          </p>
          <div class="actions">
            <LinkButton href={to('change')} icon="card">
              {t(
                mandate !== null
                  ? 'paymentChange.change'
                  : isPayout
                    ? 'paymentChange.givePayout'
                    : 'paymentChange.give',
              )}
            </LinkButton>
            {mandate !== null && !isPayout && (
              <LinkButton href={to('transfer')} plain>
                {t('paymentChange.toTransfer')}
              </LinkButton>
            )}
          </div>
        </>
      )}
    </section>
  )
}
