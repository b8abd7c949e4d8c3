import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { type BillingPeriod, dueOnWhenIssued } from '../../domain/billing-periods.ts'
import { Failure } from '../../domain/failure.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { dayAt } from '../../domain/local-time.ts'
import type { Actor, Ctx } from '../ctx.ts'
import { figuresOfOneRun, type SharedFigures } from './shared-figures.ts'
import { type DueContract, dueContracts } from './due-contracts.ts'
import { issueInvoice } from './issue-invoice.ts'

export interface RunInvoices {
  db: Db
  organizationId: OrganizationId
  actor: Actor
  now: Temporal.Instant
  /** Called now and then with how many contracts with bills due have been gone through. */
  onProgress?: (progress: { contracts: number; issued: number; refused: number }) => void
}

export interface InvoiceRun {
  issued: number
  refused: { subscriptionId: SubscriptionId; period: BillingPeriod; reason: string }[]
}

/** Enough to keep two cores busy while others wait for the disk; a pool of ten keeps room for the portal. */
const AT_ONCE = 4
/**
 * After so many the planner is told how many there are. In a new installation the connections would else keep the plan they made
 * for a table of one page, and look through all invoices for the one that each new line refers to.
 */
const MANY = 500

/**
 * Writes every bill of an organisation that is due at `now`, each in a transaction of its own. What is due is read from what
 * has been written, so a run that died is taken up by the next one, and two at once double nothing. A bill that cannot be
 * written, because values or a price are missing, is named with its reason and holds up no other.
 */
export async function runInvoices(run: RunInvoices): Promise<InvoiceRun> {
  const result: InvoiceRun = { issued: 0, refused: [] }
  const figures = figuresOfOneRun()
  let contracts = 0
  let isAnalyzed = false
  for await (const page of dueContracts(run.db, run.organizationId, dayAt(run.now))) {
    await forEach(page, (contract) => billContract(run, contract, figures, result))
    contracts += page.length
    if (!isAnalyzed && result.issued >= MANY) {
      await sql`analyze invoices`.execute(run.db)
      isAnalyzed = true
    }
    run.onProgress?.({ contracts, issued: result.issued, refused: result.refused.length })
  }
  return result
}

/** Some at a time: each worker takes the next item when it is done with one. After an error none begins another. */
async function forEach<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values()
  let isBroken = false
  const worker = async () => {
    for (const item of waiting) {
      if (isBroken) return
      await work(item).catch((error: unknown) => {
        isBroken = true
        throw error
      })
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

async function billContract(
  { db, organizationId, actor, now }: RunInvoices,
  { id: subscriptionId, periods }: DueContract,
  figures: SharedFigures,
  result: InvoiceRun,
): Promise<void> {
  const ctx: Ctx = { db, organizationId, actor, now }
  for (const period of periods) {
    const { type, from, to } = period
    const dueOn = dueOnWhenIssued(period, dayAt(now))
    try {
      await issueInvoice(ctx, { subscriptionId, type, from, to, dueOn }, figures)
      result.issued += 1
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      // Another run was faster.
      if (error.errors?.some(({ code }) => code === 'duplicate_invoice')) continue
      result.refused.push({ subscriptionId, period, reason: error.message })
    }
  }
}
