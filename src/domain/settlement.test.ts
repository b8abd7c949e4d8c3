import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type InvoiceLine, instalmentLines } from './invoice-lines.ts'
import { invoiceTotals } from './invoice-totals.ts'
import { instalmentsPaidLine } from './settlement.ts'

const usage = (netCents: number): InvoiceLine => ({
  kind: 'energy_fixed',
  from: '2025-09-01',
  to: '2026-09-01',
  quantity: 2_800_000,
  unit: 'Wh',
  unitPriceMicroEur: 120_000,
  unitPriceIsMean: false,
  netCents,
  vatPercent: 19,
})
const settle = (netCents: number, paid: { count: number; grossCents: number }) => {
  const lines = [usage(netCents)]
  const line = instalmentsPaidLine(lines, paid, '2025-09-01', '2026-09-01')
  return { line, totals: invoiceTotals([...lines, line]) }
}

describe('what a settlement takes off', () => {
  it('is what was paid, to the cent, where the sum of the net amounts would be four cents short', () => {
    // Twelve instalments of 38.00 EUR are 31.93 net each: together 383.16, and 455.96 with tax.
    expect(instalmentLines(3800, '2025-09-01', '2025-10-01')[0]?.netCents).toBe(3193)
    const { line, totals } = settle(37_511, { count: 12, grossCents: 45_600 })
    // 446.38 − 456.00
    expect(totals).toMatchObject({ totalCents: -962, netCents: -808, vatCents: -154 })
    expect(line).toMatchObject({
      quantity: 12,
      netCents: -38_319,
      unitPriceMicroEur: -31_932_500,
      unitPriceIsMean: true,
    })
  })

  it('is what was paid for any use and any payments, or a cent more where no tax fits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 2_000_000 }),
        (net, count, grossCents) => {
          const { totals } = settle(net, { count, grossCents })
          const left = invoiceTotals([usage(net)]).totalCents - grossCents
          const short = left - totals.totalCents
          expect([0, 1]).toContain(short)
          // A cent less only where no net amount leads to the gross one.
          const near = Math.round(left / 1.19)
          const reachable = [near - 1, near, near + 1].map(
            (candidate) => candidate + Math.sign(candidate) * Math.round(Math.abs(candidate) * 0.19 + 1e-9),
          )
          expect(reachable.includes(left)).toBe(short === 0)
        },
      ),
      { seed: 14_05, numRuns: 2000 },
    )
  })
})
