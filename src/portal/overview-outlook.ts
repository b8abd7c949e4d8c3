import { cheapestWindow, type PriceWindow } from '../domain/cheapest-window.ts'
import { levelBounds, priceLevel, type PriceLevel } from '../domain/price-level.ts'
import { priceAt, type PricePoint } from '../domain/price-point.ts'
import { addDays, type Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'

/** What can be said about the price now and ahead, before any word is chosen. */
export interface PriceOutlook {
  current: { startsAt: number; microEurPerKwh: number } | null
  /** Null without enough of the customer's own prices to compare with. */
  level: PriceLevel | null
  /** The cheapest three hours ahead, or null when fewer are known. */
  window: PriceWindow | null
  windowIsTomorrow: boolean
  /** The window has begun. */
  windowIsNow: boolean
  /** Share by which the window's mean lies below the price now; null without both, or when now is not above zero. */
  saving: number | null
  /** Some quarter-hour ahead costs at least a tenth more than the present one. */
  risesAhead: boolean
  /** When it next becomes much dearer than now, or null. */
  dearerFrom: number | null
  /** The days worth drawing: a day without a single price is left out. */
  drawn: readonly PricePoint[]
  tomorrow: 'known' | 'pending' | 'late'
}

const WINDOW_QUARTERS = 12
/** Below this the difference is not worth a sentence. */
const NOTABLE = 0.05
const RISE = 0.1
/** Dearer by this factor for a whole hour is worth a warning. */
const MUCH_DEARER = 1.25
/** The exchange publishes around 13:00, Berlin time; by 15:00 it is late. */
const LATE_HOUR = 15

export function priceOutlook(
  points: readonly PricePoint[],
  recent: readonly number[],
  now: number,
  format: Format,
): PriceOutlook {
  const current = priceAt(points, now)
  const bounds = levelBounds(recent)
  const window = cheapestWindow(points, now, WINDOW_QUARTERS)
  const today = format.day(now)
  const priced = new Set(
    points.filter((point) => point.microEurPerKwh !== null).map((point) => format.day(point.startsAt)),
  )
  return {
    current,
    level: current === null || bounds === null ? null : priceLevel(current.microEurPerKwh, bounds),
    window,
    windowIsTomorrow: window !== null && format.day(window.from) > today,
    windowIsNow: window !== null && window.from <= now,
    saving:
      current === null || window === null || current.microEurPerKwh <= 0
        ? null
        : 1 - window.averageMicroEurPerKwh / current.microEurPerKwh,
    risesAhead:
      current !== null &&
      points.some(
        ({ startsAt, microEurPerKwh }) =>
          startsAt > now &&
          (microEurPerKwh ?? 0) > current.microEurPerKwh + Math.abs(current.microEurPerKwh) * RISE,
      ),
    dearerFrom: current === null ? null : dearerFrom(points, current),
    drawn: points.filter((point) => priced.has(format.day(point.startsAt))),
    tomorrow: priced.has(addDays(today, 1)) ? 'known' : format.hour(now) < LATE_HOUR ? 'pending' : 'late',
  }
}

/** The start of the first hour ahead that costs a quarter more than the present quarter-hour. */
function dearerFrom(
  points: readonly PricePoint[],
  current: { startsAt: number; microEurPerKwh: number },
): number | null {
  const bar = Math.max(current.microEurPerKwh, 0) * MUCH_DEARER
  const isDear = (point: PricePoint | undefined) => (point?.microEurPerKwh ?? 0) >= Math.max(bar, 1)
  const start = points.findIndex(
    ({ startsAt }, index) =>
      startsAt > current.startsAt && [0, 1, 2, 3].every((quarter) => isDear(points[index + quarter])),
  )
  return points[start]?.startsAt ?? null
}

/** The answer in two sentences: how the price is now, and when it is better. */
export function priceAnswer(t: T, format: Format, outlook: PriceOutlook): string {
  const { current, level, window, saving } = outlook
  if (current === null) return t('overview.noPrices')
  const first =
    current.microEurPerKwh < 0 ? t('overview.negativeNow') : t(`overview.level.${level ?? 'usual'}`)
  const notDear = level !== 'high' && level !== 'very-high'
  if (notDear && outlook.dearerFrom !== null && (saving ?? 0) < NOTABLE) {
    const later =
      format.day(outlook.dearerFrom) === format.day(current.startsAt) ? 'dearerLater' : 'dearerTomorrow'
    return `${first} ${t(`overview.${later}`, { time: format.time(outlook.dearerFrom) })}`
  }
  if (window === null) return first
  const time = format.time(window.from)
  if (outlook.windowIsNow && outlook.risesAhead)
    return `${first} ${t('overview.cheapestNow', { time: format.time(window.to) })}`
  if (current.microEurPerKwh < 0) return first
  if (window.averageMicroEurPerKwh < 0) {
    const day = t(outlook.windowIsTomorrow ? 'day.tomorrow' : 'day.today')
    return `${first} ${t('overview.negativeLater', { day: day.charAt(0).toUpperCase() + day.slice(1), time })}`
  }
  if (saving === null || saving < NOTABLE) return `${first} ${t('overview.flat')}`
  const percent = format.percent(saving)
  return `${first} ${t(outlook.windowIsTomorrow ? 'overview.cheaperTomorrow' : 'overview.cheaperToday', { time, percent })}`
}
