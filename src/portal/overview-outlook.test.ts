import { describe, expect, it } from 'vitest'
import type { PricePoint } from '../domain/price-point.ts'
import { daysOf, EVENING, RECENT } from '../../tests/support/view-samples-prices.ts'
import { createFormat } from '../ui/format.ts'
import { createI18n } from '../ui/i18n.ts'
import { priceAnswer, priceOutlook } from './overview-outlook.ts'

const t = createI18n()('de')
const format = createFormat('de')
const answer = (points: readonly PricePoint[], now: number, recent: readonly number[] = RECENT) =>
  priceAnswer(t, format, priceOutlook(points, recent, now, format))
const at = (iso: string) => Date.parse(iso)
const evening = daysOf('2025-10-22', '2025-10-23')
const shifted = (points: readonly PricePoint[], from: string, to: string, microEur: number) =>
  points.map((point) =>
    point.startsAt >= at(from) && point.startsAt < at(to)
      ? { ...point, microEurPerKwh: (point.microEurPerKwh ?? 0) + microEur }
      : point,
  )

describe('priceOutlook', () => {
  it('knows the price, its level, the cheapest three hours and what they save', () => {
    const outlook = priceOutlook(evening, RECENT, EVENING, format)
    expect(outlook.current).toEqual({ startsAt: at('2025-10-22T16:15:00Z'), microEurPerKwh: 554_064 })
    expect(outlook.level).toBe('very-high')
    expect(format.time(outlook.window?.from ?? 0)).toBe('12:15')
    expect(outlook.windowIsTomorrow).toBe(true)
    expect(outlook.saving).toBeCloseTo(0.4425, 3)
    expect(outlook.tomorrow).toBe('known')
    expect(outlook.drawn).toHaveLength(192)
  })

  it('draws today alone until tomorrow is published, and calls it late after 15:00', () => {
    const unpublished = [
      ...daysOf('2025-10-22'),
      ...daysOf('2025-10-23').map((point) => ({ ...point, microEurPerKwh: null })),
    ]
    const noon = priceOutlook(unpublished, RECENT, at('2025-10-22T10:00:00Z'), format)
    expect([noon.drawn.length, noon.tomorrow]).toEqual([96, 'pending'])
    expect(priceOutlook(unpublished, RECENT, at('2025-10-22T13:00:00Z'), format).tomorrow).toBe('late')
  })

  it('draws the day of 100 quarter-hours whole', () => {
    expect(priceOutlook(daysOf('2025-10-26'), RECENT, at('2025-10-26T08:00:00Z'), format).drawn).toHaveLength(
      100,
    )
  })
})

describe('priceAnswer', () => {
  it('says how it is and when it is better, today or tomorrow', () => {
    expect(answer(evening, EVENING)).toBe(
      'Strom ist gerade sehr teuer. Morgen ab 12:15 Uhr kostet er 44\u00a0% weniger.',
    )
    expect(answer(daysOf('2025-10-22'), at('2025-10-22T07:05:00Z'))).toBe(
      'Strom ist gerade sehr teuer. Ab 11:30 Uhr kostet er 18\u00a0% weniger.',
    )
  })

  it('warns of what is coming when it is cheap', () => {
    expect(answer(daysOf('2025-10-25', '2025-10-26'), at('2025-10-25T11:20:00Z'))).toBe(
      'Strom ist gerade günstig. Ab 18:30 Uhr wird er deutlich teurer.',
    )
  })

  it('says that the cheapest hours are running', () => {
    expect(answer(evening, at('2025-10-23T10:20:00Z'))).toMatch(
      /Bis 15:15 Uhr laufen die günstigsten Stunden\.$/,
    )
  })

  it('says when money comes back, now or later', () => {
    const later = shifted(evening, '2025-10-23T10:00:00Z', '2025-10-23T14:00:00Z', -400_000)
    expect(answer(later, EVENING)).toMatch(
      /^Strom ist gerade sehr teuer\. Morgen ab 1\d:\d\d Uhr bekommen Sie sogar Geld dafür\.$/,
    )
    const now = shifted(evening, '2025-10-22T16:15:00Z', '2025-10-22T16:30:00Z', -900_000)
    expect(answer(now, EVENING)).toMatch(/^Gerade bekommen Sie Geld für jede Kilowattstunde\./)
  })

  it('promises nothing where prices stay as they are', () => {
    const flat = evening.map((point) => ({ ...point, microEurPerKwh: 300_000 }))
    expect(answer(flat, EVENING, [])).toBe(
      'Strom kostet gerade so viel wie üblich. Viel günstiger wird es vorerst nicht.',
    )
  })

  it('says that there is no price yet', () => {
    expect(answer([], EVENING)).toBe('Für jetzt liegt noch kein Preis vor.')
  })
})
