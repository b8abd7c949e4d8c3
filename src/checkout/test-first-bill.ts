import { expect } from 'vitest'
import type { Db } from '../db/database.ts'
import type { OrganizationId, SubscriptionId } from '../domain/identifiers.ts'
import type { InvoiceLine } from '../domain/invoice-lines.ts'
import { type Day, daysBetween, daysInRange, instantAt, quarterCount } from '../domain/local-time.ts'
import { NANO_PER_CENT } from '../domain/money.ts'
import type { OrderPrice } from '../features/checkouts/order-summary.ts'
import type { Ctx } from '../features/ctx.ts'
import { issueInvoice } from '../features/invoices/issue-invoice.ts'
import { getInvoice } from '../features/invoices/queries.ts'
import { recordMeterReading } from '../features/meter-readings/record-meter-reading.ts'
import { storeDayPrices } from '../features/prices/store-day-prices.ts'
import { getContract } from '../features/subscriptions/queries.ts'
import { storeIntervalDays } from '../features/usage/store-interval-days.ts'

interface FirstBill {
  subscriptionId: SubscriptionId
  /** The days `[from, to)`, which are so many months. */
  from: Day
  to: Day
  months: number
  price: OrderPrice
}

/** Bills a contract that used just what was expected, at just the prices that were quoted. */
export async function firstBill(
  { db, organizationId }: { db: Db; organizationId: OrganizationId },
  { subscriptionId, from, to, months, price }: FirstBill,
): Promise<InvoiceLine[]> {
  const contract = await getContract(db, organizationId, subscriptionId)
  const ctx: Ctx = { db, organizationId, actor: { type: 'operator' }, now: instantAt('2027-03-20', '12:00') }
  const days = daysInRange(from, to)
  const energyWh = months * price.monthlyWh
  if (price.dynamic) {
    const exchange = price.dynamic.exchangeMicroEurPerKwh
    await storeDayPrices(db, {
      area: 'DE-LU',
      source: 'test',
      days: days.map((day) => ({ day, prices: Array.from({ length: quarterCount(day) }, () => exchange) })),
    })
  }
  if (contract.meterType === 'analog') {
    for (const [readOn, valueWh] of [
      [from, 1_000_000],
      [to, 1_000_000 + energyWh],
    ] as const) {
      await recordMeterReading(ctx, { subscriptionId, readOn, valueWh, type: 'grid_reading' })
    }
  } else {
    await storeIntervalDays(ctx, { meterId: contract.meterId, days: spread(days, energyWh) })
  }
  const { id } = await issueInvoice(ctx, { subscriptionId, type: 'usage', from, to })
  return (await getInvoice(db, organizationId, contract.customerId, id)).lines
}

/** So much energy over the quarter-hours of these days, to the watt-hour. */
function spread(days: readonly Day[], energyWh: number) {
  const quarters = days.reduce((count, day) => count + quarterCount(day), 0)
  let index = 0
  const upTo = (quarter: number) => Math.floor((energyWh * quarter) / quarters)
  const next = () => upTo((index += 1)) - upTo(index - 1)
  return days.map((day) => ({
    day,
    wh: Array.from({ length: quarterCount(day) }, next),
    status: 'final' as const,
  }))
}

/**
 * A month of the bill is what was quoted: the same energy, the same prices, and for what is charged by the year a twelfth
 * of it. The bill rounds each line's net amount, the quote each part with tax: less than a cent lies between.
 */
export function checkBill(lines: readonly InvoiceLine[], price: OrderPrice): void {
  const parts = [...price.variable, ...price.base].filter(({ amountCents }) => amountCents !== 0)
  expect(lines.map(({ kind }) => kind).toSorted()).toEqual(parts.map(({ kind }) => kind).toSorted())
  const perMonth = new Map(lines.map((line) => [line.kind, monthOf(line, price.monthlyWh)]))
  for (const { kind, amountCents } of parts) {
    // A day's price is rounded to the micro-euro.
    expect(Math.abs((perMonth.get(kind) ?? 0) - amountCents), kind).toBeLessThan(1.01)
  }
  const sumOf = (group: OrderPrice['base']) =>
    group.reduce((sum, { kind }) => sum + (perMonth.get(kind) ?? 0), 0)
  expect(Math.abs(sumOf(price.variable) - price.variableCents)).toBeLessThan(0.51)
  expect(Math.abs(sumOf(price.base) - price.baseCents)).toBeLessThan(0.51)
}

/** What a line comes to in a month, with tax and not rounded, in cents. */
function monthOf(line: InvoiceLine, monthlyWh: number): number {
  const { unit, quantity, unitPriceMicroEur, vatPercent, from, to, netCents } = line
  const tax = 1 + vatPercent / 100
  if (unit === 'Wh') {
    expect(quantity % monthlyWh, line.kind).toBe(0)
    expect(netCents).toBe(Math.round((quantity * unitPriceMicroEur) / NANO_PER_CENT))
    return ((monthlyWh * unitPriceMicroEur) / NANO_PER_CENT) * tax
  }
  expect(quantity).toBe(daysBetween(from, to))
  expect(Math.abs(netCents - (quantity * unitPriceMicroEur) / 10_000)).toBeLessThan(0.6)
  return ((unitPriceMicroEur * 365) / 12 / 10_000) * tax
}
