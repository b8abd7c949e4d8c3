import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card, EmptyState, Figure, LinkButton, More, Notice } from '../ui/parts.tsx'
import { ContractSwitcher } from './contract-switcher-view.tsx'
import { MeterReadingForm } from './meter-readings-form-view.tsx'
import type { MeterReadingsModel, ReadingOrigin, ShownReading } from './meter-readings-view-model.ts'
import { dayOf, registerKwh, registerNumber } from './register-format.ts'

interface PartProps {
  page: PageContext
  model: MeterReadingsModel
}

/** What the meter showed last, a form for what it shows now, and every reading before. */
export const MeterReadingsView = ({ page, model }: PartProps) => {
  const { t, format } = page
  const { contract, latestDay } = model
  const last = lastOf(model)
  return (
    <Layout page={page} title={t('meterReadings.title')}>
      <div class="hero">
        <Answer
          kicker={t('meterReadings.kicker', { number: contract.meterNumber })}
          title={answer(t, format, model)}
          lead={lead(t, format, model)}
        />
        <ContractSwitcher t={t} path="/meter-readings" contracts={model.contracts} currentId={contract.id} />
        {last !== undefined && (
          <Figure
            value={registerNumber(format, last.valueWh)}
            unit="kWh"
            note={t('meterReadings.on', { date: format.date(last.readOn) })}
          />
        )}
        {latestDay !== null && (
          <Figure
            value={format.kwhNumber(latestDay.wh)}
            unit="kWh"
            note={t(contract.kind === 'feed_in' ? 'meterReadings.smart.fedIn' : 'meterReadings.smart.used', {
              date: format.date(latestDay.day),
            })}
          />
        )}
      </div>
      {model.received !== null && <Receipt page={page} model={model} received={model.received} />}
      {contract.meterType === 'smart' ? (
        contract.status !== 'ended' && <SmartMeter t={t} isActive={contract.status === 'active'} />
      ) : (
        <div class={model.form === null ? 'stack' : 'columns even'}>
          {model.form !== null && <MeterReadingForm page={page} model={model} form={model.form} />}
          <Readings t={t} format={format} model={model} />
        </div>
      )}
      {contract.status === 'ended' && !page.flow && (
        <p>
          <More href="/invoices">{t('overview.allInvoices')}</More>
        </p>
      )}
    </Layout>
  )
}

/** The latest reading that counts. */
const lastOf = ({ readings }: MeterReadingsModel) => readings.find(({ needsReview }) => !needsReview)

/** How it came about that the meter is known to have shown its last value; else why there is none. */
function answer(t: T, format: Format, model: MeterReadingsModel): string {
  const { contract } = model
  if (contract.status === 'ended') {
    return t('meterReadings.ended', { date: format.date(contract.lastDay ?? contract.startsOn) })
  }
  if (contract.status === 'pending') {
    return t('meterReadings.pending', { date: format.date(contract.startsOn) })
  }
  if (contract.meterType === 'smart') return t('meterReadings.smart.answer')
  const last = lastOf(model)
  if (last === undefined) return t('meterReadings.none')
  return t(`meterReadings.last.${last.type}`)
}

function lead(t: T, format: Format, model: MeterReadingsModel): string {
  const { contract } = model
  const last = lastOf(model)
  if (contract.status === 'ended') {
    return last === undefined
      ? t('meterReadings.endedLead')
      : t('meterReadings.endedLast', { date: format.date(last.readOn) })
  }
  if (contract.meterType === 'smart') {
    return t(contract.status === 'pending' ? 'meterReadings.smart.pendingLead' : 'meterReadings.smart.lead')
  }
  if (contract.status === 'pending') return t('meterReadings.pendingLead')
  return t(last?.type === 'grid_estimation' ? 'meterReadings.leadEstimated' : 'meterReadings.lead')
}

const Receipt = ({ page, model, received }: PartProps & { received: ShownReading }) => {
  const { t, format } = page
  const again =
    model.contracts.length > 1
      ? `/meter-readings?subscription=${encodeURIComponent(model.contract.id)}`
      : '/meter-readings'
  return (
    <section class="stack">
      <Notice
        tone="ok"
        role="status"
        title={t('meterReadings.received', {
          value: registerKwh(format, received.valueWh),
          date: dayOf(format, received.readOn, model.today),
        })}
      >
        <p>{t(received.needsReview ? 'meterReadings.receivedReview' : 'meterReadings.receivedNext')}</p>
      </Notice>
      <div class="actions">
        <LinkButton href={again} plain>
          {t('meterReadings.another')}
        </LinkButton>
      </div>
    </section>
  )
}

const SmartMeter = ({ t, isActive }: { t: T; isActive: boolean }) => (
  <Card title={t('meterReadings.smart.title')}>
    <ul class="facts">
      <li>
        <Icon name="gauge" />
        <p>{t('meterReadings.smart.fact1')}</p>
      </li>
      <li>
        <Icon name="usage" />
        <p>{t('meterReadings.smart.fact2')}</p>
      </li>
      <li>
        <Icon name="invoice" />
        <p>{t('meterReadings.smart.fact3')}</p>
      </li>
    </ul>
    {isActive && (
      <div class="card-end">
        <More href="/overview">{t('meterReadings.smart.more')}</More>
      </div>
    )}
  </Card>
)

const ORIGINS: Record<ReadingOrigin, { icon: IconName; tone: 'ok' | 'plain' | 'warn' }> = {
  grid_reading: { icon: 'gauge', tone: 'ok' },
  customer_report: { icon: 'person', tone: 'ok' },
  grid_estimation: { icon: 'info', tone: 'warn' },
}

const IN_REVIEW = { icon: 'clock', tone: 'warn' } as const

const Readings = ({ t, format, model }: { t: T; format: Format; model: MeterReadingsModel }) => (
  <section class="stack">
    <h2>{t('meterReadings.list')}</h2>
    {model.readings.length === 0 ? (
      <EmptyState icon="gauge">
        {t(model.contract.status === 'pending' ? 'meterReadings.emptyPending' : 'meterReadings.empty')}
      </EmptyState>
    ) : (
      <ul class="rows">
        {model.readings.map((reading, index) => (
          <li>
            <Row
              t={t}
              format={format}
              reading={reading}
              earlier={model.readings.slice(index + 1).find(({ needsReview }) => !needsReview)}
            />
          </li>
        ))}
      </ul>
    )}
  </section>
)

const Row = ({
  t,
  format,
  reading,
  earlier,
}: {
  t: T
  format: Format
  reading: ShownReading
  earlier: ShownReading | undefined
}) => {
  const { icon, tone } = reading.needsReview ? IN_REVIEW : ORIGINS[reading.type]
  const since =
    earlier === undefined || reading.needsReview
      ? null
      : t('meterReadings.since', {
          amount: registerKwh(format, reading.valueWh - earlier.valueWh),
          date: format.dateShort(earlier.readOn),
        })
  const words = [
    t(`meterReadings.origin.${reading.type}`),
    reading.needsReview ? t('meterReadings.inReview') : null,
    since,
  ]
  return (
    <div class={`row ${tone}`}>
      <Icon name={icon} />
      <span class="row-text">
        <strong>{format.date(reading.readOn)}</strong>
        <span class="small quiet">{words.filter(Boolean).join(' · ')}</span>
        {reading.photoUrl !== undefined && (
          <a class="text-button small" href={reading.photoUrl} rel="nofollow">
            {t('meterReadings.photo.show')}
            <span class="hidden">, {format.date(reading.readOn)}</span>
          </a>
        )}
      </span>
      <strong class="nowrap">{registerKwh(format, reading.valueWh)}</strong>
    </div>
  )
}
