import { expect, it } from 'vitest'
import { type Day, instantAt } from '../domain/local-time.ts'
import { createRetailer, fillEvenly, type Retailer } from '../features/subscriptions/test-contracts.ts'
import { estimateValues } from './estimate-values.ts'
import type { JobDeps } from './job.ts'
import { markOverdueInvoices } from './mark-overdue.ts'
import { issueDueInvoices } from './run-invoices.ts'

const { signal } = new AbortController()
const at = ({ db }: Retailer, day: Day): JobDeps => ({
  db,
  now: () => instantAt(day, '05:00'),
  priceFeed: undefined,
})

it('bills a month with gaps within three weeks, by estimates, once, and notes when it is overdue', async () => {
  const retailer = await createRetailer()
  const { db, organizationId } = retailer
  const { id, meterId } = await retailer.subscribe()
  const every = { priceMicroEur: 80_000, wh: 10 }
  await fillEvenly(retailer, meterId, { from: '2025-09-01', to: '2025-09-28', ...every })
  const { meterId: elsewhere } = await retailer.subscribe({ startOn: '2025-09-28', module1: false })
  await fillEvenly(retailer, elsewhere, { from: '2025-09-28', to: '2025-10-20', ...every })

  const early = await issueDueInvoices(at(retailer, '2025-10-04'), organizationId, signal)
  expect(early).toEqual({
    issued: 1,
    refused: 1,
    reasons: [`${id}: Only 27 of the 30 days from 2025-09-01 have values.`],
  })
  const estimate = (day: Day) => estimateValues(at(retailer, day), organizationId, signal)
  expect(await estimate('2025-10-14')).toEqual({ contracts: 0, days: 0, refused: 0, reasons: [] })
  expect(await estimate('2025-10-15')).toEqual({ contracts: 1, days: 3, refused: 0, reasons: [] })
  expect(await estimate('2025-10-15')).toEqual({ contracts: 0, days: 0, refused: 0, reasons: [] })

  const run = (day: Day) => issueDueInvoices(at(retailer, day), organizationId, signal)
  expect(await run('2025-10-15')).toEqual({ issued: 1, refused: 0, reasons: [] })
  expect(await run('2025-10-15')).toEqual({ issued: 0, refused: 0, reasons: [] })
  const invoice = await db
    .selectFrom('invoices')
    .select(['value_source', 'estimated_days', 'period_start', 'period_end', 'due_on'])
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(invoice).toMatchObject({
    value_source: 'estimate',
    estimated_days: 3,
    period_start: '2025-09-01',
    period_end: '2025-09-30',
  })
  const overdue = (day: Day) => markOverdueInvoices(at(retailer, day), organizationId)
  expect(await overdue('2025-10-20')).toEqual({ marked: 0 })
  expect(await overdue('2025-12-31')).toEqual({ marked: 2 })
  expect(await overdue('2025-12-31')).toEqual({ marked: 0 })
})

it('goes no further once it is told to stop', async () => {
  const retailer = await createRetailer()
  await retailer.subscribe()
  const stopped = AbortSignal.abort(new Error('told to stop'))
  const { organizationId } = retailer
  await expect(estimateValues(at(retailer, '2025-10-15'), organizationId, stopped)).rejects.toThrow(
    'told to stop',
  )
  await expect(issueDueInvoices(at(retailer, '2025-10-15'), organizationId, stopped)).rejects.toThrow(
    'told to stop',
  )
})
