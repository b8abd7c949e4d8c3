import { describe, expect, it } from 'vitest'
import { createRetailer, fillEvenly, type Retailer } from '../subscriptions/test-contracts.ts'
import { getContract } from '../subscriptions/queries.ts'
import { parsePriceComponents } from '../tariffs/price-components-csv.ts'
import { storeGridFeeWindows } from '../tariffs/store-grid-fee-windows.ts'
import { storePriceComponents } from '../tariffs/store-price-components.ts'
import { usageByDay } from '../usage/queries.ts'
import { detailedPrices, pricesForSubscription } from '../prices/queries.ts'
import { billUsage } from './bill-usage.ts'

const GRID = '9904550000000'

/** The standard price is 10 ct; low from 01:00 to 04:30 and high from 17:00 to 19:00, in the first and the last quarter. */
async function publishModuleThree({ db }: Retailer): Promise<void> {
  await storePriceComponents(
    db,
    parsePriceComponents(`kind,scope,valid_from,net,unit,source
grid_energy_low,${GRID},2025-01-01,4.000,ct/kWh,test
grid_energy_high,${GRID},2025-01-01,15.000,ct/kWh,test
metering,smart_14a,2025-01-01,36.50,EUR/a,test`),
  )
  const sheet = { gridOperatorCode: GRID, validFrom: '2025-04-01', source: 'test' } as const
  await storeGridFeeWindows(
    db,
    [1, 4].flatMap((quarter) => [
      { ...sheet, quarter, level: 'low', starts: 4, ends: 18 },
      { ...sheet, quarter, level: 'high', starts: 68, ends: 76 },
    ]),
  )
}

const gridLines = (lines: Awaited<ReturnType<typeof billUsage>>['lines']) =>
  lines
    .filter(({ kind }) => kind.startsWith('grid_energy'))
    .map(({ kind, quantity, unitPriceMicroEur, netCents }) => [kind, quantity, unitPriceMicroEur, netCents])

describe('a bill under § 14a module 3', () => {
  it('counts what fell on each level by the local clock, the long day of October included', async () => {
    const retailer = await createRetailer()
    await publishModuleThree(retailer)
    const { db, organizationId } = retailer
    const { id, meterId } = await retailer.subscribe({ module1: true, module3: true })
    await fillEvenly(retailer, meterId, {
      from: '2025-09-01',
      to: '2025-11-01',
      wh: 10,
      priceMicroEur: 80_000,
    })
    const contract = await getContract(db, organizationId, id)

    const september = await billUsage(db, organizationId, contract, '2025-09-01', '2025-10-01')
    expect(gridLines(september.lines)).toEqual([['grid_energy', 28_800, 100_000, 288]])

    // 31 days of 14 low and 8 high quarter-hours, and four more low ones on the 26th.
    const october = await billUsage(db, organizationId, contract, '2025-10-01', '2025-11-01')
    expect(gridLines(october.lines)).toEqual([
      ['grid_energy_low', 4380, 40_000, 18],
      ['grid_energy', 22_940, 100_000, 229],
      ['grid_energy_high', 2480, 150_000, 37],
    ])
    const credit = october.lines.find(({ kind }) => kind === 'grid_fee_reduction')
    // 2.84 EUR for the energy and 3.10 EUR of base price: less than the module's 12.08 EUR would be.
    expect(credit?.netCents).toBe(-594)

    const days = await usageByDay(db, organizationId, id, '2025-10-25', '2025-10-27')
    // (960 Wh × 24 ct - 140 Wh × 6 ct + 80 Wh × 5 ct) × 1.19 = 26.89 ct; on the 26th 1,000 Wh, 180 of them low
    expect(days.map(({ costCents }) => costCents)).toEqual([27, 28])
  })

  it('prices each quarter-hour with the grid fee of its level', async () => {
    const retailer = await createRetailer()
    await publishModuleThree(retailer)
    const { db, organizationId } = retailer
    const { id, meterId } = await retailer.subscribe({ module1: true, module3: true })
    await fillEvenly(retailer, meterId, {
      from: '2025-10-26',
      to: '2025-10-27',
      wh: 10,
      priceMicroEur: 80_000,
    })
    const [day] = await pricesForSubscription(db, organizationId, id, '2025-10-26', '2025-10-27')
    const grid = day!.quarters.map(({ parts }) => parts.grid)
    expect([grid[3], grid[4], grid[21], grid[22], grid[71], grid[72], grid[79], grid[80]]).toEqual([
      119_000, 47_600, 47_600, 119_000, 119_000, 178_500, 178_500, 119_000,
    ])
    const [detailed] = await detailedPrices(db, organizationId, id, '2025-10-26', '2025-10-27')
    expect(detailed!.quarters[72]!.details.map(({ kind }) => kind).slice(1, 4)).toEqual([
      'procurement',
      'grid_energy_high',
      'concession',
    ])
  })

  it('is refused by name where the grid operator has published nothing', async () => {
    const retailer = await createRetailer()
    const elsewhere = { gridOperatorCode: '9904551000009', concessionClass: 'le_500000' } as const
    await storePriceComponents(
      retailer.db,
      parsePriceComponents(`kind,scope,valid_from,net,unit,source
grid_energy,9904551000009,2025-01-01,10.000,ct/kWh,test
grid_base,9904551000009,2025-01-01,36.50,EUR/a,test
metering,smart_14a,2025-01-01,36.50,EUR/a,test`),
    )
    const { id, meterId } = await retailer.subscribe({ module1: true, module3: true, ...elsewhere })
    await fillEvenly(retailer, meterId, {
      from: '2025-09-01',
      to: '2025-10-01',
      wh: 10,
      priceMicroEur: 80_000,
    })
    const contract = await getContract(retailer.db, retailer.organizationId, id)
    await expect(
      billUsage(retailer.db, retailer.organizationId, contract, '2025-09-01', '2025-10-01'),
    ).rejects.toThrow('No hours of module 3 are known for “9904551000009” on 2025-09-01.')
  })
})

describe('a bill under § 14a module 2', () => {
  it('has 40 % of the working price and no base price of the grid', async () => {
    const retailer = await createRetailer()
    await publishModuleThree(retailer)
    const { id, meterId } = await retailer.subscribe({ module2: true })
    await fillEvenly(retailer, meterId, {
      from: '2025-09-01',
      to: '2025-10-01',
      wh: 10,
      priceMicroEur: 80_000,
    })
    const contract = await getContract(retailer.db, retailer.organizationId, id)
    const { lines } = await billUsage(
      retailer.db,
      retailer.organizationId,
      contract,
      '2025-09-01',
      '2025-10-01',
    )
    expect(lines.map(({ kind, netCents }) => [kind, netCents])).toEqual([
      ['energy_spot', 230],
      ['procurement', 29],
      ['grid_energy_module_2', 115],
      ['concession', 58],
      ['levy_kwkg', 7],
      ['levy_offshore', 7],
      ['levy_special_grid_use', 14],
      ['electricity_tax', 58],
      ['metering', 300],
    ])
  })
})
