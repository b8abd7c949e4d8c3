import type { UsageColumn } from '../ui/chart-usage-price.tsx'
import type { Format } from '../ui/format.ts'
import type { UsageModel, UsageSlot } from './usage-view-model.ts'

/** The places of the time axis with their names, in the reader's language. */
export function usageColumns(format: Format, model: UsageModel): UsageColumn[] {
  const { slots, step, period } = model
  return slots.map((slot, index) => ({
    name: nameOf(format, slot, model),
    wh: slot.wh,
    status: slot.status,
    costCents: slot.costCents,
    microEurPerKwh: slot.microEurPerKwh,
    label: labelOf(format, slot, { index, count: slots.length, step, view: period.view }),
    href: slot.wh === null ? null : hrefOf(slot, model),
  }))
}

function nameOf(format: Format, { day, startsAt, endsAt }: UsageSlot, { step, period }: UsageModel): string {
  if (step === 'month') return format.month(day)
  if (step === 'day') return format.weekday(day)
  const time = `${format.time(startsAt)}–${format.time(endsAt)}`
  return period.first === period.last ? time : `${format.weekdayShort(format.day(startsAt))} ${time}`
}

interface Place {
  index: number
  count: number
  step: UsageModel['step']
  view: UsageModel['period']['view']
}

/** A label every six hours, one a day of a week, one a week of a month, one a month of a year: half of them on a phone. */
function labelOf(
  format: Format,
  { day, startsAt }: UsageSlot,
  { index, count, step, view }: Place,
): UsageColumn['label'] {
  if (step === '15min') {
    const time = format.time(startsAt)
    if (!time.endsWith(':00') || format.hour(startsAt) % 3 !== 0) return null
    return { text: time, wide: format.hour(startsAt) % 6 !== 0 || count > 100 }
  }
  if (step === 'hour') {
    // In the middle of the day that it names.
    return format.hour(startsAt) === 12 ? { text: dayName(format, startsAt), wide: false } : null
  }
  if (step === 'month') return { text: format.monthShort(day), wide: count > 6 && index % 3 !== 0 }
  const date = Number(day.slice(8))
  if (view === 'month') return date % 7 === 1 ? { text: format.dayShort(day), wide: index % 14 !== 0 } : null
  const every = Math.max(1, Math.ceil(count / 8))
  return index % every === 0 ? { text: format.dayShort(day), wide: index % (every * 2) !== 0 } : null
}

const dayName = (format: Format, startsAt: number): string => format.weekdayShort(format.day(startsAt))

/** A day leads to its quarter-hours, a month to its days. */
function hrefOf({ day }: UsageSlot, { step, contract, contracts }: UsageModel): string | null {
  if (contract.meterType === 'analog' || (step !== 'day' && step !== 'month')) return null
  const keep = contracts.length > 1 ? `&subscription=${contract.id}` : ''
  return `/usage?view=${step}&on=${day}${keep}`
}
