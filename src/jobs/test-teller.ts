import { type Day, instantAt } from '../domain/local-time.ts'
import { issueInvoice } from '../features/invoices/issue-invoice.ts'
import { findPlan } from '../features/plans/queries.ts'
import { setPortal } from '../features/plans/set-portal.ts'
import { advanceSubscriptions } from '../features/subscriptions/advance-subscriptions.ts'
import { createRetailer, fillEvenly } from '../features/subscriptions/test-contracts.ts'
import type { PostedMail } from '../mail/outbox.ts'
import { tellCustomers } from './tell-customers.ts'

export const HOSTS = { isHttps: true, portalDomain: 'portal.example', checkoutDomain: 'checkout.example' }

/** A retailer with an open portal, whose customers are told when a test says so. */
export async function createTeller() {
  const retailer = await createRetailer()
  const { db, ctx, organizationId, planSlug } = retailer
  const plan = await findPlan(db, organizationId, planSlug)
  if (!plan) throw new Error(`There is no plan ${planSlug}`)
  const planId = plan.id
  const portal = (change: Parameters<typeof setPortal>[2]) => setPortal(ctx, planId, change)
  await portal({ portalEnabled: true })

  /** What a run at that time posts. `fails`: the mail that cannot be posted, counted from 1. */
  async function run(day: Day, time = '09:00', { fails = 0 } = {}) {
    const posted: PostedMail[] = []
    const postIn = () => (mail: PostedMail) => {
      if (posted.length + 1 === fails) return Promise.reject(new Error('the queue is away'))
      posted.push(mail)
      return Promise.resolve()
    }
    const deps = {
      db,
      now: () => instantAt(day, time),
      priceFeed: undefined,
      notices: { postIn, hosts: HOSTS },
    }
    const figures = await tellCustomers(deps, organizationId, new AbortController().signal)
    return { figures, posted, subjects: posted.map(({ message }) => message.subject) }
  }

  /** A contract since September 2025, of whose beginning the customer knows, with the bill for its first month to come. */
  async function billedContract() {
    const { id, meterId, number } = await retailer.subscribe()
    await advanceSubscriptions(retailer.at('2025-09-01'))
    await run('2025-09-01')
    const september = { from: '2025-09-01', to: '2025-10-01' } as const
    await fillEvenly(retailer, meterId, { ...september, wh: 10, priceMicroEur: 80_000 })
    const bill = () =>
      issueInvoice(retailer.at('2025-10-02', '04:45'), {
        subscriptionId: id,
        type: 'usage',
        ...september,
        dueOn: '2025-10-20',
      })
    return { id, number, bill }
  }

  return { ...retailer, planId, portal, run, billedContract }
}

export type Teller = Awaited<ReturnType<typeof createTeller>>
