import { describe, expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { addDays, type Day, daysInRange } from '../../domain/local-time.ts'
import { centsFromNano, divideRounded } from '../../domain/money.ts'
import { createRetailer, fillEvenly, type Retailer } from '../subscriptions/test-contracts.ts'
import { storeIntervalDays } from '../usage/store-interval-days.ts'
import { storeDayPrices } from '../prices/store-day-prices.ts'
import { parsePriceComponents } from '../tariffs/price-components-csv.ts'
import { storeGridFeeWindows } from '../tariffs/store-grid-fee-windows.ts'
import { storePriceComponents } from '../tariffs/store-price-components.ts'
import { explainInvoice } from './explain-invoice.ts'
import { type ExplainedQuarter, explainInvoiceDay } from './explain-invoice-day.ts'
import { issueInvoice } from './issue-invoice.ts'
import { billedOctober, deliver, instalmentContract, OCTOBER, publish, restorePrices } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'

const explain = ({ db, organizationId, customerId }: Retailer, id: Parameters<typeof explainInvoice>[3]) =>
  explainInvoice(db, organizationId, customerId, id)
const explainDay = (
  { db, organizationId, customerId }: Retailer,
  id: Parameters<typeof explainInvoice>[3],
  day: Day,
) => explainInvoiceDay(db, organizationId, customerId, id, day)

describe('how an invoice came about', () => {
  it('adds up from quarter-hours to days to lines, to the nano-EUR, where every value and price differs', async () => {
    const retailer = await createRetailer()
    const { id: subscriptionId, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, { ...OCTOBER, wh: 100, priceMicroEur: 80_000 })
    const odd = (day: Day, quarter: number) => Number(day.slice(8)) * 37 + quarter * 13
    const days = daysInRange(OCTOBER.from, OCTOBER.to)
    const length = (day: Day) => (day === '2025-10-26' ? 100 : 96)
    const series = (day: Day, of: (n: number) => number) =>
      Array.from({ length: length(day) }, (_, quarter) => of(odd(day, quarter)))
    await storeIntervalDays(retailer.at('2025-11-02'), {
      meterId,
      days: days.map((day) => ({ day, wh: series(day, (n) => n % 401), status: 'final' })),
    })
    await storeDayPrices(retailer.db, {
      area: 'DE-LU',
      source: 'test',
      days: days.map((day) => ({ day, prices: series(day, (n) => ((n * 7919) % 200_003) - 40_000) })),
    })
    const { id } = await issueInvoice(retailer.at('2025-11-04'), {
      subscriptionId,
      type: 'usage',
      ...OCTOBER,
    })
    await restorePrices(retailer)

    const { lines, days: billed } = await explain(retailer, id)
    expect(billed).toHaveLength(31)
    let worth = 0
    for (const day of billed) {
      const { quarters } = await explainDay(retailer, id, day.day)
      expect(quarters).toHaveLength(length(day.day))
      expect(quarters.reduce((sum, { wh }) => sum + wh, 0)).toBe(day.energyWh)
      expect(quarters.reduce((sum, { nanoEur }) => sum + nanoEur, 0)).toBe(day.exchangeNanoEur)
      expect(day.meanMicroEurPerKwh).toBe(divideRounded(day.exchangeNanoEur, day.energyWh))
      for (const [index, quarter] of quarters.entries()) {
        const n = odd(day.day, index)
        expect([quarter.wh, quarter.exchangeMicroEurPerKwh]).toEqual([
          n % 401,
          ((n * 7919) % 200_003) - 40_000,
        ])
        expect(quarter.nanoEur).toBe(quarter.wh * (quarter.exchangeMicroEurPerKwh ?? Number.NaN))
      }
      worth += day.exchangeNanoEur
    }
    const energyWh = billed.reduce((sum, day) => sum + day.energyWh, 0)
    const spot = lines.find(({ kind }) => kind === 'energy_spot')
    expect(spot).toMatchObject({
      byExchange: true,
      quantity: energyWh,
      nanoEur: worth,
      netCents: centsFromNano(worth),
      unitPriceMicroEur: divideRounded(worth, energyWh),
    })
    const perKwh = lines.filter(({ unit }) => unit === 'Wh')
    expect(perKwh.map(({ quantity }) => quantity)).toEqual(perKwh.map(() => energyWh))
    expect(perKwh.map(({ nanoEur }) => centsFromNano(nanoEur ?? Number.NaN))).toEqual(
      perKwh.map(({ netCents }) => netCents),
    )
    expect(lines.filter(({ unit, nanoEur }) => unit !== 'Wh' && nanoEur !== null)).toEqual([])
  })

  it('stays what it was after values and prices have been replaced', async () => {
    const { retailer, contract, invoice } = await billedOctober()
    const before = await explain(retailer, invoice.id)
    const day = '2025-10-26'
    const quartersBefore = await explainDay(retailer, invoice.id, day)
    expect(quartersBefore).toMatchObject({
      day,
      energyWh: 10_000,
      exchangeNanoEur: 800_000_000,
      meanMicroEurPerKwh: 80_000,
      status: 'final',
      valueVersion: 1,
    })
    await deliver(retailer, contract, day, 150)
    await deliver(retailer, contract, day, 160)
    await publish(retailer, day, 90_000)
    expect(await explain(retailer, invoice.id)).toEqual(before)
    const after = await explainDay(retailer, invoice.id, day)
    expect(after).toEqual(quartersBefore)
    expect(after.quarters[99]).toEqual({
      startsAt: Date.parse('2025-10-26T22:45:00Z'),
      wh: 100,
      status: 'final',
      exchangeMicroEurPerKwh: 80_000,
      nanoEur: 8_000_000,
      gridLevel: null,
    })
    await restorePrices(retailer)
  })

  it('of a void is its original’s, with the opposite sign', async () => {
    const { retailer, invoice } = await billedOctober()
    const original = await explain(retailer, invoice.id)
    const { id } = await voidInvoice(retailer.at('2025-11-10'), { invoiceId: invoice.id, reason: 'test' })
    const taken = await explain(retailer, id)
    expect(taken.days).toEqual(original.days)
    expect(taken.lines.map(({ nanoEur }) => nanoEur)).toEqual(
      original.lines.map(({ nanoEur }) => nanoEur && -nanoEur),
    )
  })

  it('of an analog meter goes down to the days that the profile spread the readings over', async () => {
    const { retailer, contract } = await instalmentContract()
    const { id } = await issueInvoice(retailer.at('2026-09-04'), {
      subscriptionId: contract.id,
      type: 'usage',
      from: '2025-09-01',
      to: '2026-09-01',
    })
    const { days, lines } = await explain(retailer, id)
    expect(days).toHaveLength(365)
    expect(days.at(-1)).toMatchObject({
      day: addDays('2026-09-01', -1),
      status: 'estimated',
      valueVersion: null,
      priceVersion: null,
      exchangeNanoEur: 0,
    })
    const energy = lines.find(({ kind }) => kind === 'energy_fixed')
    expect(days.reduce((sum, { energyWh }) => sum + energyWh, 0)).toBe(energy?.quantity)
    expect((await explainDay(retailer, id, '2025-12-24')).quarters).toEqual([])
    await expect(explainDay(retailer, id, '2026-09-01')).rejects.toThrow('not found')
  })

  it('of a feed-in contract carries what each quarter-hour earned after the marketing fee', async () => {
    const retailer = await createRetailer({ type: 'feed_in', markupMicroEurPerKwh: 4000, baseFeeCents: 0 })
    const { id: subscriptionId, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, { ...OCTOBER, wh: 70, priceMicroEur: 80_000 })
    const { id } = await issueInvoice(retailer.at('2025-11-04'), {
      subscriptionId,
      type: 'usage',
      ...OCTOBER,
    })
    const { lines, days } = await explain(retailer, id)
    // 2,980 quarter-hours of 70 Wh at 7.6 ct
    expect(lines[0]).toMatchObject({ kind: 'feed_in', netCents: -1585, nanoEur: -15_853_600_000 })
    expect(days[0]).toMatchObject({ meanMicroEurPerKwh: 76_000 })
    const { quarters, exchangeNanoEur } = await explainDay(retailer, id, '2025-10-01')
    expect(quarters[0]).toMatchObject({ exchangeMicroEurPerKwh: 80_000, nanoEur: 5_320_000 })
    expect(quarters.reduce((sum, { nanoEur }) => sum + nanoEur, 0)).toBe(exchangeNanoEur)
  })

  it('of § 14a module 3 says at which of the grid’s prices each quarter-hour counts', async () => {
    const retailer = await createRetailer()
    const sheet = {
      gridOperatorCode: '9904550000000',
      validFrom: '2025-01-01',
      quarter: 4,
      source: 'test',
    } as const
    await storeGridFeeWindows(retailer.db, [
      { ...sheet, level: 'low', starts: 4, ends: 18 },
      { ...sheet, level: 'high', starts: 68, ends: 76 },
    ])
    await storePriceComponents(
      retailer.db,
      parsePriceComponents(`kind,scope,valid_from,net,unit,source
metering,smart_14a,2025-01-01,36.50,EUR/a,test
grid_energy_low,9904550000000,2025-01-01,3.000,ct/kWh,test
grid_energy_high,9904550000000,2025-01-01,15.000,ct/kWh,test`),
    )
    const { id: subscriptionId, meterId } = await retailer.subscribe({ module1: true, module3: true })
    await fillEvenly(retailer, meterId, { ...OCTOBER, wh: 100, priceMicroEur: 80_000 })
    const { id } = await issueInvoice(retailer.at('2025-11-04'), {
      subscriptionId,
      type: 'usage',
      ...OCTOBER,
    })
    const { lines } = await explain(retailer, id)
    const quarters: ExplainedQuarter[] = []
    for (const day of daysInRange(OCTOBER.from, OCTOBER.to)) {
      quarters.push(...(await explainDay(retailer, id, day)).quarters)
    }
    const at = (level: string) =>
      quarters.filter(({ gridLevel }) => gridLevel === level).reduce((sum, { wh }) => sum + wh, 0)
    // On the 26th the low hour from 2 to 3 comes twice: 31 days of 14 quarter-hours and four more.
    expect(at('low')).toBe(43_800)
    expect(
      ['grid_energy_low', 'grid_energy', 'grid_energy_high'].map(
        (kind) => lines.find((line) => line.kind === kind)?.quantity,
      ),
    ).toEqual([at('low'), at('standard'), at('high')])
  })

  it('is nobody else’s to see', async () => {
    const { retailer, invoice } = await billedOctober()
    const stranger = await createRetailer()
    const { db, organizationId } = retailer
    await expect(
      explainInvoice(db, stranger.organizationId, retailer.customerId, invoice.id),
    ).rejects.toThrow('Invoice not found.')
    await expect(explainInvoice(db, organizationId, newId('customer'), invoice.id)).rejects.toThrow(
      'Invoice not found.',
    )
    await expect(explainDay(stranger, invoice.id, '2025-10-26')).rejects.toThrow('Invoice not found.')
  })
})
