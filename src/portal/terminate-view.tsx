import type { Day } from '../domain/local-time.ts'
import { withdrawableUntil } from '../domain/termination.ts'
import { PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton } from '../ui/parts.tsx'
import { ReceiptCard } from './cancel-receipt-view.tsx'
import { TerminateFields } from './terminate-form-view.tsx'
import { type TerminateModel, textsOf } from './terminate-view-model.ts'

interface ViewProps {
  page: PageContext
  model: TerminateModel
}

/** A way out of a contract: the form, then the same in words with the button that does it. */
export const TerminateView = ({ page, model }: ViewProps) => {
  const { t } = page
  const { way, contract, confirm, open } = model
  return (
    <Layout page={page} title={t(`${textsOf(way)}.title`)}>
      <div class="ending">
        <p class="kicker">
          <a href={`/tariff?subscription=${encodeURIComponent(contract.id)}`}>{t('contractEnd.back')}</a>
          <span aria-hidden="true">·</span>
          <span>{t('tariff.kicker', { plan: contract.planName, number: contract.number })}</span>
        </p>
        {open === null ? (
          <Closed page={page} model={model} />
        ) : confirm === null ? (
          <TerminateFields page={page} model={model} open={open} />
        ) : (
          <Confirm page={page} model={model} lastDay={confirm.lastDay} />
        )}
      </div>
    </Layout>
  )
}

const AFTER = {
  terminate: 'contractEnd.terminate.after',
  'move-out': 'contractEnd.moveOut.after',
  withdraw: 'contractEnd.withdraw.refund',
} as const

/** What is about to be declared, to be looked at once more (§ 312i (1) no. 1 BGB asks as much of an order). */
const Confirm = ({ page, model, lastDay }: ViewProps & { lastDay: Day | null }) => {
  const { t, format } = page
  const { way, contract, form, email } = model
  const { street, houseNumber, zip, city } = contract.address
  const kind = { terminate: 'ordinary', 'move-out': 'move_out', withdraw: 'withdrawal' } as const
  const end =
    lastDay === null
      ? t('contractEnd.withdraw.undone')
      : t(way === 'withdraw' ? 'contractEnd.withdraw.immediately' : 'contractEnd.endOf', {
          date: format.date(lastDay),
        })
  const rows: readonly (readonly [string, string | null])[] = [
    [t('contractEnd.kind'), t(`receipt.kind.${kind[way]}`)],
    [t('contractEnd.contract'), `${contract.planName}, ${contract.number}`],
    [t('contractEnd.address'), `${street} ${houseNumber}, ${zip} ${city}`],
    [t('contractEnd.end'), end],
    [t('contractEnd.newAddress'), way === 'move-out' ? form.address : null],
  ]
  const hidden = { subscription: contract.id, ...form, confirmed: '1' }
  const back = new URLSearchParams({ subscription: contract.id, ...form })
  return (
    <section class="panel">
      <h1>{t('contractEnd.check')}</h1>
      <dl class="record">
        {rows.map(([label, value]) =>
          value === null ? null : (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p class="quiet">
        {t(AFTER[way])} {t('contractEnd.mailAt', { email })}
      </p>
      <PostForm action={`/tariff/${way}`} csrf={page.csrf} hidden={hidden}>
        <SubmitButton>{t(`${textsOf(way)}.confirm`)}</SubmitButton>
      </PostForm>
      {way !== 'withdraw' && (
        <a class="text-button" href={`/tariff/${way}?${back}`}>
          {t('contractEnd.change')}
        </a>
      )}
    </section>
  )
}

/** The way is closed: why, and what is open instead. */
const Closed = ({ page, model }: ViewProps) => {
  const { t, format } = page
  const { way, contract, concludedOn } = model
  const title =
    contract.isOver || contract.lastDay === null
      ? way === 'withdraw' && !contract.isOver
        ? t('contractEnd.closed.withdrawal', { date: format.date(withdrawableUntil(concludedOn)) })
        : t('contractEnd.closed.ended')
      : t('contractEnd.closed.terminated', { date: format.date(contract.lastDay) })
  return (
    <section class="panel">
      <h1>{title}</h1>
      <p>
        <LinkButton href={`/tariff?subscription=${encodeURIComponent(contract.id)}`} plain>
          {t('receipt.toTariff')}
        </LinkButton>
      </p>
    </section>
  )
}

/** The receipt of a customer who is signed in. */
export const TerminateReceiptView = ({
  page,
  model,
}: {
  page: PageContext
  model: Parameters<typeof ReceiptCard>[0]['model'] & { subscriptionId: string }
}) => (
  <Layout page={page} title={page.t('receipt.title')}>
    <div class="ending">
      <p class="kicker">
        <a href={`/tariff?subscription=${model.subscriptionId}`}>{page.t('contractEnd.back')}</a>
      </p>
      <ReceiptCard page={page} model={model} />
    </div>
  </Layout>
)
