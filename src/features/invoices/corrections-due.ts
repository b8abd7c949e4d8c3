import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { Failure } from '../../domain/failure.ts'
import type { InvoiceId, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { invoiceTotals } from '../../domain/invoice-totals.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import { getContract } from '../subscriptions/queries.ts'
import { billUsage } from './bill-usage.ts'
import { invoiceLines } from './queries.ts'
import { figuresOfOneRun, type SharedFigures } from './shared-figures.ts'

export interface CorrectionDue {
  invoiceId: InvoiceId
  number: string
  subscriptionId: SubscriptionId
  /** Both days inclusive. */
  periodStart: Day
  periodEnd: Day
  /** What the use was billed at, tax included and instalments left out, and what it comes to by today's values and prices. */
  billedCents: number
  currentCents: number
}

/**
 * Bills for use that values or prices have outlived: a later delivery, a price published anew or a meter reading that came, was
 * accepted or replaced since changed what they come to. A delivery that changes only how certain a value is, or too little to move a cent, makes none due.
 */
export async function correctionsDue(db: Db, organizationId: OrganizationId): Promise<CorrectionDue[]> {
  const figures = figuresOfOneRun()
  const due: CorrectionDue[] = []
  for (const candidate of await outlivedBills(db, organizationId)) {
    const billedCents = await billedFor(db, organizationId, candidate.invoiceId)
    const currentCents = await reckon(db, organizationId, candidate, figures)
    if (currentCents !== null && currentCents !== billedCents) {
      due.push({ ...candidate, billedCents, currentCents })
    }
  }
  return due
}

type Candidate = Omit<CorrectionDue, 'billedCents' | 'currentCents'>

/** Found from what was replaced, not by going through every bill ever written. */
async function outlivedBills(db: Db, organizationId: OrganizationId): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with outlived as (
      select i.id
      from interval_day_versions as old
      join subscriptions as s on s.organization_id = old.organization_id and s.meter_id = old.meter_id
      join invoices as i on i.organization_id = s.organization_id and i.subscription_id = s.id
        and old.day between i.period_start and i.period_end
      join invoice_days as d on d.organization_id = i.organization_id and d.invoice_id = i.id
      where old.organization_id = ${organizationId} and d.value_versions[old.day - d.first_day + 1] = old.version
      union
      select i.id
      from market_price_versions as old
      join subscriptions as s on s.organization_id = ${organizationId} and s.market_area = old.area
      join invoices as i on i.organization_id = s.organization_id and i.subscription_id = s.id
        and old.day between i.period_start and i.period_end
      join invoice_days as d on d.organization_id = i.organization_id and d.invoice_id = i.id
      where d.price_versions[old.day - d.first_day + 1] = old.version
      union
      select i.id
      from meter_readings as r
      join invoices as i on i.organization_id = r.organization_id and i.subscription_id = r.subscription_id
      join invoice_days as d on d.organization_id = i.organization_id and d.invoice_id = i.id
      where r.organization_id = ${organizationId} and d.value_versions is null and exists (
        -- Since when a reading has its value and counts, its audit rows alone know.
        select from audit_events as a
        where a.organization_id = r.organization_id and a.customer_id = r.customer_id
          and a.occurred_at > i.issued_at and a.subject = r.id
          and a.action in ('meter_reading.recorded', 'meter_reading.accepted', 'meter_reading.replaced')
      )
    )
    select id as "invoiceId", number, subscription_id as "subscriptionId", period_start as "periodStart",
      period_end as "periodEnd"
    from invoices
    where organization_id = ${organizationId} and id in (select id from outlived)
      and type = 'usage' and status in ('open', 'paid')
    order by subscription_id, sequence`.execute(db)
  return rows
}

async function billedFor(db: Db, organizationId: OrganizationId, invoiceId: InvoiceId): Promise<number> {
  const lines = await invoiceLines(db, organizationId, invoiceId)
  return invoiceTotals(lines.filter(({ kind }) => kind !== 'instalments_paid')).totalCents
}

/** Null where the period cannot be billed at present: there is nothing to correct it to. */
async function reckon(
  db: Db,
  organizationId: OrganizationId,
  { subscriptionId, periodStart, periodEnd }: Candidate,
  figures: SharedFigures,
): Promise<number | null> {
  const contract = await getContract(db, organizationId, subscriptionId)
  try {
    const to = addDays(periodEnd, 1)
    const { lines } = await billUsage(db, organizationId, contract, periodStart, to, figures)
    return invoiceTotals(lines).totalCents
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}
