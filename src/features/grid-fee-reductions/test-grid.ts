import type { Id } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { issueInvoice } from '../invoices/issue-invoice.ts'
import { invoiceLines } from '../invoices/queries.ts'
import { advanceSubscriptions } from '../subscriptions/advance-subscriptions.ts'
import { getContract } from '../subscriptions/queries.ts'
import { createRetailer, fillEvenly } from '../subscriptions/test-contracts.ts'
import type { InsertSubscription } from '../subscriptions/subscription.ts'
import { parsePriceComponents } from '../tariffs/price-components-csv.ts'
import { storePriceComponents } from '../tariffs/store-price-components.ts'
import { activateGridFeeReduction } from './activate-grid-fee-reduction.ts'
import { endGridFeeReduction } from './end-grid-fee-reduction.ts'
import { orderGridFeeReduction } from './order-grid-fee-reduction.ts'
import { getGridFeeReduction } from './queries.ts'
import { rejectGridFeeReduction } from './reject-grid-fee-reduction.ts'
import { reopenGridFeeReduction } from './reopen-grid-fee-reduction.ts'

type ReductionId = Id<'gridFeeReduction'>

/** A retailer whose grid operator answers orders of modules, on the first of December 2025. */
export async function createGrid() {
  const retailer = await createRetailer()
  const { db, organizationId } = retailer
  await storePriceComponents(
    db,
    parsePriceComponents(`kind,scope,valid_from,net,unit,source
metering,smart_14a,2025-01-01,43.80,EUR/a,test`),
  )
  const now = retailer.at('2025-12-01')

  /** A contract that has run since September 2025, at even use and prices until the end of November. */
  async function contract(fields: Partial<InsertSubscription> = {}) {
    const { id, meterId } = await retailer.subscribe(fields)
    await advanceSubscriptions(retailer.at('2025-09-01'))
    const autumn = { from: '2025-09-01', to: '2025-12-01' } as const
    await fillEvenly(retailer, meterId, { ...autumn, wh: 25, priceMicroEur: 80_000 })
    const bill = (from: Day, to: Day) =>
      issueInvoice(retailer.at('2025-12-05'), { subscriptionId: id, type: 'usage', from, to })
    return {
      id,
      order: async (module: 1 | 2 | 3) =>
        (await orderGridFeeReduction(retailer.at('2025-09-20'), { subscriptionId: id, module })).id,
      bill,
      /** Of a bill: what the grid fee and the meter come to, with the days or watt-hours they are charged for. */
      billed: async (from: Day, to: Day) => {
        const lines = await invoiceLines(db, organizationId, (await bill(from, to)).id)
        return lines
          .filter(({ kind }) => kind.startsWith('grid_') || kind === 'metering')
          .map(({ kind, from, quantity, netCents }) => [kind, from, quantity, netCents])
      },
      terms: async () => (await getContract(db, organizationId, id)).terms,
    }
  }

  return {
    ...retailer,
    contract,
    activate: (reductionId: ReductionId, from: Day) => activateGridFeeReduction(now, { reductionId, from }),
    reject: (reductionId: ReductionId) =>
      rejectGridFeeReduction(now, { reductionId, reason: 'Keine steuerbare Einrichtung gemeldet.' }),
    end: (reductionId: ReductionId, lastDay: Day) => endGridFeeReduction(now, { reductionId, lastDay }),
    reopen: (reductionId: ReductionId) => reopenGridFeeReduction(now, reductionId),
    reduction: (id: ReductionId) => getGridFeeReduction(db, organizationId, id),
  }
}

export type Grid = Awaited<ReturnType<typeof createGrid>>
