import { beforeEach, describe, expect, it } from 'vitest'
import { voidInvoice } from '../invoices/void-invoice.ts'
import { createGrid, type Grid } from './test-grid.ts'

let grid: Grid
beforeEach(async () => {
  grid = await createGrid()
})

describe('a module that is granted while the contract runs', () => {
  it('is credited from its day on, and the meter costs what a controllable device’s does', async () => {
    const { order, billed } = await grid.contract()
    const id = await order(1)
    await grid.activate(id, '2025-10-11')
    expect(await grid.reduction(id)).toMatchObject({
      status: 'activated',
      validFrom: '2025-10-11',
      validUntil: null,
    })
    // 72 kWh at 10 ct; 21 of 31 days at 43.80 instead of 21.90 EUR a year; 142.23 EUR a year for 21 days.
    expect(await billed('2025-10-01', '2025-11-01')).toEqual([
      ['grid_energy', '2025-10-01', 74_500, 745],
      ['grid_base', '2025-10-01', 31, 310],
      ['metering', '2025-10-01', 10, 60],
      ['metering', '2025-10-11', 21, 252],
      ['grid_fee_reduction', '2025-10-11', 21, -818],
    ])
    expect(await billed('2025-09-01', '2025-10-01')).toEqual([
      ['grid_energy', '2025-09-01', 72_000, 720],
      ['grid_base', '2025-09-01', 30, 300],
      ['metering', '2025-09-01', 30, 180],
    ])
  })

  it('is not granted for days that are billed, until the bill is taken back', async () => {
    const { order, bill, billed, terms } = await grid.contract()
    const id = await order(1)
    const october = await bill('2025-10-01', '2025-11-01')
    await expect(grid.activate(id, '2025-10-11')).rejects.toThrow(
      'This contract is billed until 2025-10-31. Take those bills back first, or give a later day.',
    )
    expect([(await grid.reduction(id)).status, (await terms()).moduleChanges]).toEqual(['ordered', []])
    await voidInvoice(grid.at('2025-12-05'), { invoiceId: october.id, reason: 'module 1' })
    await grid.activate(id, '2025-10-11')
    const kinds = (await billed('2025-10-01', '2025-11-01')).map(([kind]) => kind)
    expect(kinds).toContain('grid_fee_reduction')
  })

  it('is module 3 only on top of module 1, and only where the grid’s hours are known', async () => {
    const { order, terms } = await grid.contract()
    const [one, three] = [await order(1), await order(3)]
    await expect(grid.activate(three, '2025-11-01')).rejects.toThrow('Module 3 needs module 1.')
    await grid.activate(one, '2025-11-01')
    await expect(grid.activate(three, '2025-11-01')).rejects.toThrow('No hours of module 3 are known')
    expect((await grid.reduction(three)).status).toBe('ordered')
    expect((await terms()).moduleChanges).toEqual([
      { from: '2025-11-01', module1: true, module2: false, module3: false, meteringClass: 'smart_14a' },
    ])
  })

  it('is module 2 by its own price, without base price', async () => {
    const { order, billed } = await grid.contract()
    await grid.activate(await order(2), '2025-10-11')
    expect((await billed('2025-10-01', '2025-11-01')).map(([kind, from]) => [kind, from])).toEqual([
      ['grid_energy', '2025-10-01'],
      ['grid_energy_module_2', '2025-10-11'],
      ['grid_base', '2025-10-01'],
      ['metering', '2025-10-01'],
      ['metering', '2025-10-11'],
    ])
  })
})

describe('an answer', () => {
  it('comes once, on a day of the contract, and to one’s own orders', async () => {
    const { order } = await grid.contract()
    const id = await order(1)
    await expect(grid.activate(id, '2025-08-31')).rejects.toThrow('This day lies outside the contract.')
    await grid.activate(id, '2025-10-11')
    await expect(grid.activate(id, '2025-11-11')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(grid.reject(id)).rejects.toMatchObject({ code: 'CONFLICT' })

    const own = grid
    grid = await createGrid()
    const missing = { code: 'NOT_FOUND' }
    await expect(grid.activate(id, '2025-12-01')).rejects.toMatchObject(missing)
    await expect(grid.reject(id)).rejects.toMatchObject(missing)
    await expect(grid.end(id, '2025-12-01')).rejects.toMatchObject(missing)
    grid = own
    expect((await grid.reduction(id)).status).toBe('activated')
  })
})
