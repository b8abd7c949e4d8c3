import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../db/database.ts'
import { billingPeriods } from '../domain/billing-periods.ts'
import type { OrganizationId } from '../domain/identifiers.ts'
import { addDays, type Day, dayAt, daysInRange, instantAt } from '../domain/local-time.ts'
import type { Ctx } from '../features/ctx.ts'
import { issueInvoice } from '../features/invoices/issue-invoice.ts'
import { markOverdue } from '../features/invoices/mark-overdue.ts'
import { markPaid } from '../features/invoices/mark-paid.ts'
import { billedPeriods } from '../features/invoices/queries.ts'
import { listMeterReadings } from '../features/meter-readings/queries.ts'
import { recordMeterReading } from '../features/meter-readings/record-meter-reading.ts'
import { tellOfInvoices } from '../features/notices/tell-of-invoices.ts'
import { tellOfStarts } from '../features/notices/tell-of-starts.ts'
import { importDayPrices } from '../features/prices/import-day-prices.ts'
import { readDayPrices } from '../features/prices/read-day-prices.ts'
import { storeDayPrices } from '../features/prices/store-day-prices.ts'
import { advanceSubscriptions } from '../features/subscriptions/advance-subscriptions.ts'
import { getContract } from '../features/subscriptions/queries.ts'
import type { Contract } from '../features/subscriptions/subscription.ts'
import { STORED_STATUS } from '../features/usage/interval-days.ts'
import { storeIntervalDays } from '../features/usage/store-interval-days.ts'
import type { DemoData } from './demo-data.ts'
import { createDemoPrices, FIRST_DAY } from './demo-prices.ts'
import { createDemoSeries, isSeriesName, type SeriesName } from './demo-series.ts'
import { type Series, wholeWh } from './households.ts'
import { analogReadings } from './readings.ts'

export interface TopUpDemo {
  tx: Tx
  now: Temporal.Instant
  data: DemoData
}

const AREA = 'DE-LU'
/** The last three days' values are preliminary, as they come from the meter. */
const PRELIMINARY_DAYS = 3

/** Brings the demo world to the present: prices, meter values, readings, contracts' status, invoices and payments. */
export async function topUpDemo({ tx, now, data }: TopUpDemo): Promise<void> {
  await topUpPrices(tx, now, data)
  const subscriptions = await demoSubscriptions(tx)
  const series = createDemoSeries(data.g25)
  const organizations = new Set(subscriptions.map(({ organizationId }) => organizationId))
  const asSystem = (organizationId: OrganizationId): Ctx => ({
    db: tx,
    organizationId,
    actor: { type: 'system' },
    now,
  })
  for (const organizationId of organizations) await advanceSubscriptions(asSystem(organizationId))
  for (const { organizationId, id, demoSeries } of subscriptions) {
    const contract = await getContract(tx, organizationId, id)
    const at = (instant: Temporal.Instant): Ctx => ({
      ...asSystem(organizationId),
      now: instant.epochMilliseconds < now.epochMilliseconds ? instant : now,
    })
    if (isSeriesName(demoSeries)) await topUpValues(at(now), contract, series, demoSeries)
    else await topUpReadings(at, contract, dayAt(now))
    await topUpInvoices(at, contract, dayAt(now))
    await collectPayments(at, contract, dayAt(now))
  }
  // As the nightly job would, which then finds nothing to do.
  for (const organizationId of organizations) await markOverdue(asSystem(organizationId))
  for (const organizationId of organizations) await tellOfWhatWas(asSystem(organizationId))
}

/** As if customers had been written to in their time: the inbox holds the mails that its reader causes, and no others. */
async function tellOfWhatWas(ctx: Ctx): Promise<void> {
  for (;;) {
    const told = [...(await tellOfInvoices(ctx)), ...(await tellOfStarts(ctx))]
    if (told.length === 0) return
  }
}

async function demoSubscriptions(tx: Tx) {
  const rows = await tx
    .selectFrom('subscriptions')
    .select(['organization_id', 'id', 'metadata'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ organization_id: organizationId, id, metadata }) => {
    const demoSeries =
      typeof metadata === 'object' && metadata !== null && 'demoSeries' in metadata
        ? metadata.demoSeries
        : undefined
    return demoSeries === undefined ? [] : [{ organizationId, id, demoSeries }]
  })
}

/** Tomorrow's prices come at about 13:00, as the real ones do. */
async function topUpPrices(tx: Tx, now: Temporal.Instant, data: DemoData): Promise<void> {
  const today = dayAt(now)
  const isPublished = now.epochMilliseconds >= instantAt(today, '13:00').epochMilliseconds
  const until = addDays(today, isPublished ? 2 : 1)
  const { last } = await tx
    .selectFrom('market_prices')
    .select((row) => row.fn.max('day').as('last'))
    .where('area', '=', AREA)
    .executeTakeFirstOrThrow()
  const from = last ? addDays(last, 1) : FIRST_DAY
  if (from >= until) return
  const prices = createDemoPrices(readDayPrices(data.realWeekJson).days)
  const generated = daysInRange(from, until)
    .filter((day) => !prices.isReal(day))
    .map((day) => prices.generate(day))
  await storeDayPrices(tx, { area: AREA, source: 'demo', isDemo: true, days: generated })
  if (!last) {
    await importDayPrices(tx, { content: data.realWeekJson, area: AREA, now })
  }
}

async function topUpValues(
  ctx: Ctx,
  contract: Contract,
  series: Record<SeriesName, Series>,
  name: SeriesName,
): Promise<void> {
  const today = dayAt(ctx.now)
  const { last } = await ctx.db
    .selectFrom('interval_days')
    .select((row) => row.fn.max('day').as('last'))
    .where('organization_id', '=', ctx.organizationId)
    .where('meter_id', '=', contract.meterId)
    .where('status', '=', STORED_STATUS.final)
    .executeTakeFirstOrThrow()
  const from = last ? addDays(last, 1) : contract.startOn
  const to = contract.endOn !== null && contract.endOn < today ? contract.endOn : today
  const finalUntil = addDays(today, -PRELIMINARY_DAYS)
  await storeIntervalDays(ctx, {
    meterId: contract.meterId,
    days: daysInRange(from, to).map((day) => ({
      day,
      wh: wholeWh(series[name](day)),
      status: day < finalUntil ? 'final' : 'preliminary',
    })),
  })
}

type At = (instant: Temporal.Instant) => Ctx

async function topUpReadings(at: At, contract: Contract, today: Day): Promise<void> {
  const { db, organizationId } = at(instantAt(today, '00:00'))
  const known = new Set(
    (await listMeterReadings(db, organizationId, contract.id)).map(({ readOn }) => readOn),
  )
  for (const reading of analogReadings(contract.startOn, today)) {
    if (known.has(reading.readOn)) continue
    await recordMeterReading(at(instantAt(addDays(reading.readOn, 1), '17:45')), {
      subscriptionId: contract.id,
      ...reading,
    })
  }
}

/** Each bill on its day, after whatever fell due until then has been paid: a settlement takes off only what was. */
async function topUpInvoices(at: At, contract: Contract, today: Day): Promise<void> {
  const { db, organizationId } = at(instantAt(today, '00:00'))
  const billed = await billedPeriods(db, organizationId, contract.id)
  const done = new Set(billed.map(({ type, from }) => `${type} ${from}`))
  const term = { ...contract, byInstalments: contract.instalmentCents !== null }
  for (const { type, from, to, issueOn, dueOn } of billingPeriods(term, addDays(today, 1))) {
    if (issueOn > today || done.has(`${type} ${from}`)) continue
    await collectPayments(at, contract, issueOn)
    await issueInvoice(at(instantAt(issueOn, '06:30')), {
      subscriptionId: contract.id,
      type,
      from,
      to,
      dueOn,
    })
  }
}

/** Whoever has given a mandate pays on the day. */
async function collectPayments(at: At, contract: Contract, today: Day): Promise<void> {
  if (!contract.hasMandate) return
  const { db, organizationId } = at(instantAt(today, '00:00'))
  const due = await db
    .selectFrom('invoices')
    .select(['id', 'due_on'])
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', contract.id)
    .where('status', '=', 'open')
    .where('due_on', '<=', today)
    .orderBy('due_on')
    .execute()
  for (const { id, due_on: dueOn } of due) await markPaid(at(instantAt(dueOn ?? today, '05:00')), id)
}
