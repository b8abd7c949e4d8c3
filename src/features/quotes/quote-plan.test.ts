import { describe, expect, it } from 'vitest'
import { clockQuarters, type Day, daysInRange, quarterCount } from '../../domain/local-time.ts'
import { householdCalendar } from '../../domain/load-profile.ts'
import { storeDayPrices } from '../prices/store-day-prices.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { storeGridAreas } from '../tariffs/store-grid-areas.ts'
import { storeGridFeeWindows } from '../tariffs/store-grid-fee-windows.ts'
import { storePriceComponents } from '../tariffs/store-price-components.ts'
import { createMeanExchangePrice } from './mean-exchange-price.ts'
import { quotePlan, type QuoteRequest } from './quote-plan.ts'

const area = { validFrom: '2025-01-01', concessionClass: 'le_500000', source: 'test' } as const

async function setUp(plan: Parameters<typeof createRetailer>[0] = {}) {
  const retailer = await createRetailer(plan)
  await storeGridAreas(retailer.db, [
    { ...area, zip: '12045', place: 'Berlin', gridOperatorCode: '9904550000000' },
    { ...area, zip: '85748', place: 'Garching', gridOperatorCode: '9904550000000' },
    { ...area, zip: '85748', place: 'Hochbrück', gridOperatorCode: '9904551000009' },
  ])
  const slug = await planOf(retailer)
  const deps = { db: retailer.db, meanExchangePrice: createMeanExchangePrice() }
  const ask = (request: Partial<QuoteRequest> = {}, today: Day = '2025-12-01') =>
    quotePlan(
      deps,
      retailer.organizationId,
      slug,
      { zip: '12045', annualWh: 1_200_000, ...request },
      retailer.at(today).now,
    )
  return { retailer, ask, deps, slug }
}

async function planOf({ db, organizationId }: Retailer): Promise<string> {
  const row = await db
    .selectFrom('plans')
    .select('slug')
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  return row.slug
}

/** Cheap before noon, dear after it; the hours of a day are told by their index. */
const halves = (day: Day) => ({
  day,
  prices: Array.from({ length: quarterCount(day) }, (_, index) => (index < 48 ? 50_000 : 110_000)),
})

const FIXED = { tariff: 'fixed', workingPriceMicroEurPerKwh: 120_000, markupMicroEurPerKwh: 0 } as const

describe('the quote of a plan', () => {
  it('adds up a fixed price at a place', async () => {
    const { ask } = await setUp({ ...FIXED, baseFeeCents: 595 })
    const quote = await ask()
    expect(quote).toMatchObject({
      plan: { name: 'Dynamisch', tariff: 'fixed' },
      area: { place: 'Berlin', gridOperatorCode: '9904550000000' },
      exchangePrice: null,
      // 27 ct net, 32.13 ct gross for 100 kWh; 5.95 + (36.50 + 14.60) / 12 × 1.19
      amountCents: 3213 + 1102,
      variable: { amountCents: 3213, energyWh: 100_000, unitMicroEurPerKwh: 321_300 },
      base: { amountCents: 1102 },
    })
    expect(quote.quotedAt.toString()).toBe('2025-12-01T08:00:00Z')
  })

  it('takes the prices of the day it is asked for', async () => {
    const { ask } = await setUp(FIXED)
    // The levy of 2026 is 0.25 ct higher.
    expect((await ask({ on: '2026-02-01' })).variable.unitMicroEurPerKwh).toBe(324_275)
  })

  it('weighs past exchange prices by the household profile and names their days', async () => {
    const { retailer, ask } = await setUp()
    await storeDayPrices(retailer.db, {
      area: 'DE-LU',
      source: 'test',
      days: daysInRange('2025-10-01', '2025-12-01').map(halves),
    })
    const quote = await ask({ meterType: 'smart' })
    // Independently: the share of the profile that falls before the 48th quarter-hour.
    const calendar = householdCalendar()
    let morning = 0
    let whole = 0
    for (const day of daysInRange('2025-10-01', '2025-12-01')) {
      for (const [index, weight] of calendar.quarterWeights(day).entries()) {
        whole += weight
        if (index < 48) morning += weight
      }
    }
    const mean = 110_000 - (60_000 * morning) / whole
    expect(quote.exchangePrice).toEqual({
      from: '2025-10-01',
      to: '2025-11-30',
      microEurPerKwh: Math.round(mean),
    })
    expect(mean).toBeGreaterThan(80_000)
    const spot = quote.variable.parts.find(({ kind }) => kind === 'energy_spot')
    expect(spot?.amountCents).toBe(Math.round((mean * 1.19) / 100))
  })

  it('takes module 3 at its mean over the year, and module 2 without a base price', async () => {
    const { retailer, ask } = await setUp(FIXED)
    const grid = '9904550000000'
    const component = { scope: grid, validFrom: '2025-01-01', source: 'test' } as const
    await storePriceComponents(retailer.db, [
      { ...component, kind: 'grid_energy_low', netMicroEur: 40_000 },
      { ...component, kind: 'grid_energy_high', netMicroEur: 180_000 },
      { ...component, kind: 'metering', scope: 'smart_14a', netMicroEur: 42_000_000 },
    ])
    const window = { gridOperatorCode: grid, validFrom: '2025-01-01', source: 'test' } as const
    await storeGridFeeWindows(retailer.db, [
      { ...window, quarter: 1, level: 'high', starts: 68, ends: 80 },
      { ...window, quarter: 4, level: 'low', starts: 0, ends: 20 },
    ])
    // Independently: the profile's share of the year in the high and in the low hours.
    const calendar = householdCalendar()
    const shares = { high: 0, low: 0, whole: 0 }
    for (const day of daysInRange('2025-12-01', '2026-12-01')) {
      const winter = ['01', '02', '03'].includes(day.slice(5, 7))
      const autumn = ['10', '11', '12'].includes(day.slice(5, 7))
      const clock = clockQuarters(day)
      for (const [index, weight] of calendar.quarterWeights(day).entries()) {
        const at = clock[index] ?? 0
        shares.whole += weight
        if (winter && at >= 68 && at < 80) shares.high += weight
        if (autumn && at < 20) shares.low += weight
      }
    }
    const mean = 100_000 + (80_000 * shares.high - 60_000 * shares.low) / shares.whole
    expect(Math.abs(mean - 100_000)).toBeGreaterThan(500)
    const three = await ask({ meterType: 'smart', module1: true, module3: true })
    const part = three.variable.parts.find(({ kind }) => kind === 'grid_energy')
    // 100 kWh, with VAT
    expect(part?.amountCents).toBe(Math.round((mean * 1.19) / 100))
    // 80 EUR and a fifth of 3,750 kWh at the standard 10 ct with VAT; the grid fees of the year are larger.
    const credit = three.base.parts.find(({ kind }) => kind === 'grid_fee_reduction')
    expect(credit?.amountCents).toBe(-1410)

    const two = await ask({ module2: true })
    expect(two.variable.parts.find(({ kind }) => kind === 'grid_energy')?.amountCents).toBe(476)
    expect(two.base.parts.find(({ kind }) => kind === 'grid_base')?.amountCents).toBe(0)
  })

  it('refuses what it cannot know', async () => {
    const { ask, deps, slug, retailer } = await setUp()
    await expect(ask({ zip: '01067' })).rejects.toThrow('No grid area serves the postal code 01067.')
    await expect(ask({ zip: '85748' })).rejects.toThrow('85748 has several places on different grids')
    await expect(ask({ zip: '12045' }, '2025-01-15')).rejects.toThrow('There are not enough past prices')
    await expect(ask({ module3: true })).rejects.toThrow('Module 3 needs module 1.')
    await expect(ask({ annualWh: 99_999 })).rejects.toThrow('The yearly use is at least 100 kWh.')
    await expect(ask({ annualWh: 50_000_001 })).rejects.toThrow('at most 50,000 kWh')
    await expect(ask({ zip: '00123' })).rejects.toThrow('A postal code has five digits.')
    // A grid operator whose prices nobody imported.
    await expect(ask({ zip: '85748', place: 'Hochbrück' })).rejects.toThrow(/is known for “9904551000009”/)
    const stranger = await createRetailer()
    await expect(
      quotePlan(deps, stranger.organizationId, slug, { zip: '12045', annualWh: 1_200_000 }, retailer.ctx.now),
    ).rejects.toThrow('Plan not found.')
  })
})
