import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { type BilledPeriod, type BillingPeriod, unbilledPeriods } from '../../domain/billing-periods.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, type Day, dayAt, startOfDay } from '../../domain/local-time.ts'

export interface DueContract {
  id: SubscriptionId
  /** In the order in which they are written. */
  periods: BillingPeriod[]
}

const PAGE = 1000

/** Contracts with the bills that are due by `today`, page by page. */
export async function* dueContracts(
  db: Db,
  organizationId: OrganizationId,
  today: Day,
): AsyncGenerator<DueContract[]> {
  let after = '' as SubscriptionId
  for (;;) {
    const contracts = await db
      .selectFrom('subscriptions as s')
      .select(['s.id', 's.start_at', 's.end_at', 's.instalment_cents'])
      .select(
        // One text for each contract, because every bill ever written to thousands of them is a lot of rows.
        sql<string | null>`(
          select string_agg(i.type || ' ' || i.status || ' ' || i.period_start, ',')
          from invoices i
          where i.organization_id = s.organization_id and i.subscription_id = s.id and i.type <> 'void'
        )`.as('billed'),
      )
      .where('s.organization_id', '=', organizationId)
      .where('s.id', '>', after)
      .where(
        's.start_at',
        '<=',
        sql<string>`${startOfDay(addDays(today, 1)).toString()}::timestamptz` as never,
      )
      .orderBy('s.id')
      .limit(PAGE)
      .execute()
    yield contracts.flatMap((contract) => {
      const term = {
        startOn: dayAt(contract.start_at),
        endOn: contract.end_at && dayAt(contract.end_at),
        byInstalments: contract.instalment_cents !== null,
      }
      const periods = unbilledPeriods(term, addDays(today, 1), readBilled(contract.billed), today)
      const due = periods.filter(({ issueOn }) => issueOn <= today)
      return due.length > 0 ? [{ id: contract.id, periods: due }] : []
    })
    const last = contracts.at(-1)
    if (!last || contracts.length < PAGE) return
    after = last.id
  }
}

function readBilled(text: string | null): BilledPeriod[] {
  return (text ?? '').split(',').flatMap((entry) => {
    const [type, status, from] = entry.split(' ')
    return type === 'usage' || type === 'prepayment'
      ? [{ type, from: from as Day, isVoided: status === 'voided' }]
      : []
  })
}
