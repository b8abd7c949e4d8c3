import { sql } from 'kysely'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { isCollected } from '../invoices/is-collected.ts'
import { contractsToTell, recipientOf } from './contracts-to-tell.ts'
import { billKind, billState, worthTelling } from './new-invoice.ts'
import { type InvoicesNotice, type NewInvoice, NEWS_DAYS } from './notice.ts'

/** The contracts of so many invoices at a time: what is posted in one transaction stays a page of mails. */
const INVOICES_AT_ONCE = 100

/**
 * Takes invoices that their customers have not been told of, and notes that they are: whoever calls writes the mails in the
 * same transaction. What is new of a contract comes together; two at once share the work. Empty once nothing is left.
 */
export function tellOfInvoices(ctx: Ctx): Promise<InvoicesNotice[]> {
  return inTransaction(ctx, async (tx) => {
    const now = ctx.now.toString()
    const untold = contractsToTell(tx, ctx.organizationId)
      .innerJoin('invoices as i', (join) =>
        join.onRef('i.organization_id', '=', 's.organization_id').onRef('i.subscription_id', '=', 's.id'),
      )
      .where('i.told_at', 'is', null)
      .where(
        sql<boolean>`i.issued_at between ${now}::timestamptz - make_interval(days => ${NEWS_DAYS}) and ${now}::timestamptz`,
      )
    const oldest = untold
      .clearSelect()
      .select('s.id')
      .orderBy('i.issued_at')
      .orderBy('i.id')
      .limit(INVOICES_AT_ONCE)
    const rows = await untold
      .leftJoin('invoices as other', (join) =>
        join
          .onRef('other.organization_id', '=', 'i.organization_id')
          .on((eb) => eb('other.id', '=', eb.fn.coalesce('i.voids', 'i.corrects'))),
      )
      .select([
        'i.id',
        'i.number',
        'other.number as concerns',
        'i.type',
        'i.status',
        'i.is_final as isFinal',
        'i.period_start as periodStart',
        'i.period_end as periodEnd',
        'i.total_cents as totalCents',
        'i.due_on as dueOn',
        isCollected.as('collected'),
        sql<boolean>`s.payment_method_id is not null`.as('hasAccount'),
      ])
      .where('s.id', 'in', oldest)
      .orderBy('s.id')
      .orderBy('i.sequence')
      .forUpdate('i')
      .skipLocked()
      .execute()
    const ofContracts = Map.groupBy(rows, ({ subscriptionId }) => subscriptionId).values()
    const notices = [...ofContracts].flatMap(([first, ...others]): InvoicesNotice[] =>
      first ? [{ ...recipientOf(first), invoices: [newInvoice(first), ...others.map(newInvoice)] }] : [],
    )
    for (const { subscriptionId, customerId, invoices } of notices) {
      await tx
        .updateTable('invoices')
        .set({ told_at: now })
        .where('organization_id', '=', ctx.organizationId)
        .where(
          'id',
          'in',
          invoices.map(({ id }) => id),
        )
        .execute()
      await recordAudit(tx, ctx, {
        action: 'customer.told_of_invoices',
        subject: subscriptionId,
        customerId,
        details: { numbers: invoices.map(({ number }) => number) },
      })
    }
    return notices.map((notice) => ({ ...notice, invoices: worthTelling(notice.invoices) }))
  })
}

type Row = Parameters<typeof billState>[0] & Omit<NewInvoice, 'kind' | 'state'>

const newInvoice = (row: Row): NewInvoice => ({
  id: row.id,
  number: row.number,
  kind: billKind(row),
  state: billState(row),
  concerns: row.concerns,
  periodStart: row.periodStart,
  periodEnd: row.periodEnd,
  totalCents: row.totalCents,
  dueOn: row.dueOn,
})
