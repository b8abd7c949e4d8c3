import { addDays, type Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { OverviewModel, OverviewNextBill, OverviewRecent } from './overview-view-model.ts'

interface GlanceProps {
  t: T
  format: Format
  model: OverviewModel
  /** The page behind a fact, with the contract kept; null where the portal does not have it. */
  linkTo: (path: string, query?: Record<string, string>) => string | null
}

interface Fact {
  name: string
  value: string
  note: string | null
  href: string | null
}

/** Yesterday, this month and the next bill in a line: each figure leads to the page that explains it. */
export const Glance = ({ t, format, model, linkTo }: GlanceProps) => {
  const { recent, nextBill, now } = model
  if (!recent) return null
  const facts = [
    ...useFacts(t, format, recent, format.day(now), linkTo),
    ...billFact(t, format, nextBill, linkTo),
  ]
  return (
    <div class="glance">
      <ul>
        {facts.map(({ name, value, note, href }) => {
          const words = (
            <>
              <span class="small quiet">{name}</span>
              <strong>{value}</strong>
              {note !== null && <span class="small">{note}</span>}
            </>
          )
          return <li>{href === null ? <span>{words}</span> : <a href={href}>{words}</a>}</li>
        })}
      </ul>
      {model.contract.kind === 'consumption' && recent.month.costCents !== null && (
        <p class="small quiet">{t('overview.withoutBase')}</p>
      )}
    </div>
  )
}

function useFacts(
  t: T,
  format: Format,
  { latest, month }: OverviewRecent,
  today: string,
  linkTo: GlanceProps['linkTo'],
): Fact[] {
  const eur = (cents: number | null) => (cents === null ? null : format.eur(cents))
  const isYesterday = latest.day === addDays(today, -1)
  // The running month needs no year, nor does the one that ended yesterday.
  const name = format.month(month.day).replace(/\s\d{4}$/, '')
  const isRunning = month.day.slice(0, 7) === today.slice(0, 7)
  return [
    {
      name: isYesterday ? t('overview.yesterday') : format.weekday(latest.day),
      value: format.kwh(latest.wh, 1),
      note: eur(latest.costCents),
      href: linkTo('/usage', { view: 'day', on: latest.day }),
    },
    {
      name: isRunning ? t('overview.monthSoFar', { month: name }) : name,
      value: format.kwh(month.wh),
      note: eur(month.costCents),
      href: linkTo('/usage', { view: 'month', on: month.day }),
    },
  ]
}

function billFact(
  t: T,
  format: Format,
  bill: OverviewNextBill | null,
  linkTo: GlanceProps['linkTo'],
): Fact[] {
  if (!bill || bill.amountCents === null) return []
  return [
    {
      name: t(bill.onMeans === 'payout' ? 'overview.nextCredit' : 'overview.nextBill'),
      value: billAmount(t, format, bill.amountCents, bill.basis),
      note: bill.on === null ? null : t('overview.onDay', { date: format.dayShort(bill.on) }),
      href: linkTo('/invoices'),
    },
  ]
}

/** An estimate is shown as one: without cents. */
export const billAmount = (t: T, format: Format, cents: number, basis: OverviewNextBill['basis']): string =>
  basis === 'values_and_projection'
    ? t('overview.about', { amount: format.eurRound(cents) })
    : format.eur(cents)
