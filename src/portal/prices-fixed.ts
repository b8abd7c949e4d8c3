import type { GridLevel } from '../domain/grid-fee-windows.ts'
import { addDays, type Day } from '../domain/local-time.ts'
import { detailedPrice } from '../domain/tariff-price.ts'
import { type DayRates, rateSegments, ratesOn } from '../domain/tariff.ts'
import type { Pricing } from '../features/prices/queries.ts'
import type { ClockSpan, ShownFixed } from './prices-view-model.ts'

const LEVELS = ['low', 'standard', 'high'] as const

/** What a contract with a fixed price costs on a day, and how that came to be since it began. */
export function shownFixed({ contract, book }: Pricing, day: Day): ShownFixed {
  const { terms } = contract
  const rates = ratesOn(book, terms, day)
  const clock = rates.timeOfUse?.clock ?? []
  const levels = rates.timeOfUse ? LEVELS.filter((level) => clock.includes(level)) : (['standard'] as const)
  const changes =
    contract.startOn > day
      ? []
      : rateSegments(book, terms, contract.startOn, addDays(day, 1)).map(({ from, rates: then }) => ({
          from,
          microEurPerKwh: priceAt(then, 'standard').grossMicroEurPerKwh,
        }))
  return {
    kind: 'fixed',
    day,
    prices: levels.map((level) => {
      const { grossMicroEurPerKwh, ...price } = priceAt(rates, level)
      return { ...price, microEurPerKwh: grossMicroEurPerKwh, level, clock: spansOf(clock, level) }
    }),
    // A row that leaves the price as it was is none for the customer.
    history: changes
      .filter(({ microEurPerKwh }, index) => changes[index - 1]?.microEurPerKwh !== microEurPerKwh)
      .toReversed(),
  }

  function priceAt(on: DayRates, level: GridLevel) {
    const price = detailedPrice(terms, on, null, level)
    if (!price) throw new RangeError('A fixed tariff has no price')
    return price
  }
}

/** The stretches of the day that have a level. */
export function spansOf(clock: readonly GridLevel[], level: GridLevel): ClockSpan[] {
  const spans: ClockSpan[] = []
  for (let start = 0; start < clock.length;) {
    const rest = clock.slice(start)
    const length = rest.findIndex((other) => other !== rest[0])
    const end = length < 0 ? clock.length : start + length
    if (rest[0] === level) spans.push({ from: timeOf(start), to: timeOf(end) })
    start = end
  }
  return spans
}

const timeOf = (quarter: number): string =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
