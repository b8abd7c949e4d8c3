import type { InvoiceId } from '../../domain/identifiers.ts'
import { type Day, daysInRange, quarterCount } from '../../domain/local-time.ts'
import { storeDayPrices } from '../prices/store-day-prices.ts'
import { createRetailer, fillEvenly, type Retailer } from '../subscriptions/test-contracts.ts'
import { parsePriceComponents } from '../tariffs/price-components-csv.ts'
import { storePriceComponents } from '../tariffs/store-price-components.ts'
import { storeIntervalDays } from '../usage/store-interval-days.ts'
import { issueInvoice } from './issue-invoice.ts'
import { getInvoice } from './queries.ts'

export const OCTOBER = { from: '2025-10-01', to: '2025-11-01' } as const

/** A household on a dynamic tariff whose October, of even use, has been billed on 4 November. */
export async function billedOctober({ wh = 100, module1 = false } = {}) {
  const retailer = await createRetailer({ baseFeeCents: 595 })
  await storePriceComponents(
    retailer.db,
    parsePriceComponents(
      'kind,scope,valid_from,net,unit,source\nmetering,smart_14a,2025-01-01,36.50,EUR/a,test',
    ),
  )
  const contract = await retailer.subscribe({ module1 })
  await fillEvenly(retailer, contract.meterId, { ...OCTOBER, wh, priceMicroEur: 80_000 })
  const invoice = await issueInvoice(retailer.at('2025-11-04'), {
    subscriptionId: contract.id,
    type: 'usage',
    ...OCTOBER,
  })
  return { retailer, contract, invoice }
}

/** An analog household that pays instalments towards a yearly bill. */
export async function instalmentContract() {
  const retailer = await createRetailer({
    tariff: 'fixed',
    workingPriceMicroEurPerKwh: 120_000,
    markupMicroEurPerKwh: 0,
  })
  const contract = await retailer.subscribe({
    meter: { type: 'analog', number: '48213377' },
    estimatedUsageWh: 1_200_000,
  })
  return { retailer, contract }
}

export const readInvoice = ({ db, organizationId, customerId }: Retailer, id: InvoiceId) =>
  getInvoice(db, organizationId, customerId, id)

export async function deliver(
  retailer: Retailer,
  contract: { meterId: Awaited<ReturnType<Retailer['subscribe']>>['meterId'] },
  day: Day,
  wh: number,
): Promise<void> {
  const even = Array.from({ length: quarterCount(day) }, () => wh)
  await storeIntervalDays(retailer.at('2025-11-20'), {
    meterId: contract.meterId,
    days: [{ day, wh: even, status: 'final' }],
  })
}

export async function publish(retailer: Retailer, day: Day, microEur: number): Promise<void> {
  const prices = Array.from({ length: quarterCount(day) }, () => microEur)
  await storeDayPrices(retailer.db, { area: 'DE-LU', source: 'test', days: [{ day, prices }] })
}

/** Puts October's prices back, which all tests of a file share. */
export async function restorePrices(retailer: Retailer): Promise<void> {
  for (const day of daysInRange(OCTOBER.from, OCTOBER.to)) await publish(retailer, day, 80_000)
}
