import { sql } from 'kysely'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startInbox } from '../demo/inbox.ts'
import { type Day, instantAt } from '../domain/local-time.ts'
import { TEST_SUPPLIER } from '../documents/test-invoices.ts'
import type { PlanId } from '../domain/identifiers.ts'
import { requestService } from '../features/checkouts/request-service.ts'
import { parseGridAreas } from '../features/tariffs/grid-areas-csv.ts'
import { storeGridAreas } from '../features/tariffs/store-grid-areas.ts'
import { correctInvoice } from '../features/invoices/correct-invoice.ts'
import { issueInvoice } from '../features/invoices/issue-invoice.ts'
import { voidInvoice } from '../features/invoices/void-invoice.ts'
import { setSupplierProfile } from '../features/organizations/set-supplier-profile.ts'
import { findPlan } from '../features/plans/queries.ts'
import { setPortal } from '../features/plans/set-portal.ts'
import { confirmSubscription } from '../features/subscriptions/confirm-subscription.ts'
import { createRetailer, fillEvenly, type Retailer } from '../features/subscriptions/test-contracts.ts'
import { activateSubscription } from '../features/subscriptions/activate-subscription.ts'
import { advanceSubscriptions } from '../features/subscriptions/advance-subscriptions.ts'
import type { PostedMail } from '../mail/outbox.ts'
import { createLog } from '../http/log.ts'
import { createMailer } from '../mail/mailer.ts'
import { SCHEDULE } from './schedule.ts'
import { NOTICES_JOB, tellCustomers } from './tell-customers.ts'
import { startProcess } from './test-jobs.ts'

const { signal } = new AbortController()
const HOSTS = { isHttps: true, portalDomain: 'portal.example', checkoutDomain: 'checkout.example' }
const ANALOG = { type: 'analog', number: '1EMH0012345678' } as const

let retailer: Retailer
beforeEach(async () => {
  retailer = await createRetailer()
  await portal({ portalEnabled: true })
})

async function planId(): Promise<PlanId> {
  const { db, organizationId, planSlug } = retailer
  return (await findPlan(db, organizationId, planSlug))!.id
}

const portal = async (change: Parameters<typeof setPortal>[2]): Promise<void> =>
  setPortal(retailer.ctx, await planId(), change)

/** What a run at that time posts. `fails`: the mail that cannot be posted, counted from 1. */
async function run(day: Day, time = '09:00', { fails = 0 } = {}) {
  const posted: PostedMail[] = []
  const figures = await tellCustomers(
    {
      db: retailer.db,
      now: () => instantAt(day, time),
      priceFeed: undefined,
      notices: {
        postIn: () => (mail) => {
          if (posted.length + 1 === fails) return Promise.reject(new Error('the queue is away'))
          posted.push(mail)
          return Promise.resolve()
        },
        hosts: HOSTS,
      },
    },
    retailer.organizationId,
    signal,
  )
  return { figures, posted, subjects: posted.map(({ message }) => message.subject) }
}

async function billedContract() {
  const { id, meterId, number } = await retailer.subscribe()
  await advanceSubscriptions(retailer.at('2025-09-01'))
  await run('2025-09-01')
  await fillEvenly(retailer, meterId, { from: '2025-09-01', to: '2025-10-01', wh: 10, priceMicroEur: 80_000 })
  const bill = () =>
    issueInvoice(retailer.at('2025-10-02', '04:45'), {
      subscriptionId: id,
      type: 'usage',
      from: '2025-09-01',
      to: '2025-10-01',
      dueOn: '2025-10-20',
    })
  return { id, number, bill }
}

describe('of a new invoice', () => {
  it('the customer is told once, in the brand, with a link to it', async () => {
    const { id, bill } = await billedContract()
    const invoice = await bill()
    const { figures, posted } = await run('2025-10-02')
    expect(figures).toEqual({ invoices: 1, starts: 0, served: 0 })
    expect(
      posted.map(({ about, message: { to, subject, sender } }) => [about, to, subject, sender.name]),
    ).toEqual([[id, 'anna@example.com', 'Ihre Rechnung für September 2025 von Sonnwerk', 'Sonnwerk']])
    expect(posted[0]?.message.text).toContain(
      `https://${retailer.planSlug}.portal.example/invoices/${invoice.id}`,
    )
    expect((await run('2025-10-02', '09:05')).figures).toEqual({ invoices: 0, starts: 0, served: 0 })
  })

  it('and of its cancellation; one that is replaced is named by the one that stands in for it', async () => {
    const { number, bill } = await billedContract()
    const { id: first } = await bill()
    await run('2025-10-02', '04:50')
    await voidInvoice(retailer.at('2025-10-02', '05:00'), { invoiceId: first, reason: 'test' })
    const cancelled = await run('2025-10-02')
    expect(cancelled.subjects).toEqual(['Stornorechnung für September 2025 von Sonnwerk'])
    expect(cancelled.posted[0]?.message.text).toContain(`Sie hebt Nr. ${number}-001 auf.`)

    const { id: second } = await bill()
    await correctInvoice(retailer.at('2025-10-02', '10:00'), { invoiceId: second, reason: 'test' })
    const { figures, posted } = await run('2025-10-02', '10:05')
    expect(figures).toMatchObject({ invoices: 3 })
    expect(posted).toHaveLength(1)
    const { text } = posted[0]!.message
    expect(text).toContain(`Nr. ${number}-003`)
    expect(text).toContain(`Sie ersetzt Nr. ${number}-003.`)
    expect(text).not.toContain('Storno')
  })

  it('is asked for a transfer where nothing can be collected', async () => {
    const { bill } = await billedContract()
    await bill()
    await setSupplierProfile(retailer.ctx, { ...TEST_SUPPLIER, creditorId: null })
    expect((await run('2025-10-02')).posted[0]?.message.text).toContain('Bitte überweisen Sie ')
  })

  it('two runs at once share the work, and neither sees another organisation', async () => {
    const stranger = await billedContract()
    await stranger.bill()
    const foreign = retailer.organizationId
    retailer = await createRetailer()
    await portal({ portalEnabled: true })
    for (let contract = 0; contract < 4; contract += 1) await (await billedContract()).bill()
    const both = await Promise.all([run('2025-10-02'), run('2025-10-02')])
    expect(both.reduce((sum, { figures }) => sum + Number(figures['invoices']), 0)).toBe(4)
    expect(new Set(both.flatMap(({ posted }) => posted.map(({ about }) => about))).size).toBe(4)
    const { rows } = await sql<{ left: number }>`
      select count(*)::int as left from invoices where told_at is null and organization_id = ${foreign}`.execute(
      retailer.db,
    )
    expect(rows).toEqual([{ left: 1 }])
  })

  it('a run whose mail cannot be posted leaves it to the next one', async () => {
    const { bill } = await billedContract()
    await bill()
    await expect(run('2025-10-02', '09:00', { fails: 1 })).rejects.toThrow('the queue is away')
    expect((await run('2025-10-02', '09:05')).figures).toEqual({ invoices: 1, starts: 0, served: 0 })
  })

  it('nobody is told where the partner writes, where there is no portal, or days later', async () => {
    const { bill } = await billedContract()
    await bill()
    const nothing = { invoices: 0, starts: 0, served: 0 }
    await portal({ customerMails: false })
    expect((await run('2025-10-02')).figures).toEqual(nothing)
    await portal({ customerMails: true, portalEnabled: false })
    expect((await run('2025-10-02')).figures).toEqual(nothing)
    await portal({ portalEnabled: true })
    expect((await run('2025-10-05', '04:46')).figures).toEqual(nothing)
    expect((await run('2025-10-05', '04:44')).figures).toEqual({ invoices: 1, starts: 0, served: 0 })
  })
})

describe('of the first day of supply', () => {
  it('the customer is told when it is settled, and again when it moves', async () => {
    const { id } = await retailer.subscribe({ startOn: '2025-09-10', meter: ANALOG })
    expect((await run('2025-08-20')).subjects).toEqual([])
    await confirmSubscription(retailer.at('2025-08-20'), { subscriptionId: id })
    const { figures, posted } = await run('2025-08-20', '09:05')
    expect(figures).toEqual({ invoices: 0, starts: 1, served: 0 })
    expect(posted[0]?.message).toMatchObject({ subject: 'Ab 10. September 2025: Ihr Strom von Sonnwerk' })
    expect(posted[0]?.message.text).toContain('/meter-readings')
    expect((await run('2025-08-20', '09:10')).subjects).toEqual([])

    // Supply began earlier than was settled, and nobody said so for a week.
    await activateSubscription(retailer.at('2025-09-09', '08:00'), {
      subscriptionId: id,
      startOn: '2025-09-02',
    })
    const again = await run('2025-09-09')
    expect(again.subjects).toEqual(['Neuer Lieferbeginn bei Sonnwerk: 2. September 2025'])
    const { text } = again.posted[0]!.message
    expect(text).toContain('Seit dem 2. September 2025 beliefern wir Sie mit Strom.')
    expect(text).toContain('Bisher hatten wir Ihnen den 10. September 2025 genannt.')
    expect(text).not.toContain('/meter-readings')
    expect((await run('2025-09-09', '09:05')).subjects).toEqual([])
  })

  it('of a contract that just begins, but of none that has run for long or was withdrawn from', async () => {
    await retailer.subscribe({ startOn: '2025-08-22' })
    await retailer.subscribe({ startOn: '2025-08-01' })
    const { id } = await retailer.subscribe({ startOn: '2025-09-10' })
    await confirmSubscription(retailer.at('2025-08-20'), { subscriptionId: id })
    await retailer.db
      .updateTable('subscriptions')
      .set({ end_at: '2025-09-09T22:00:00Z' })
      .where('id', '=', id)
      .execute()
    await advanceSubscriptions(retailer.at('2025-08-22', '00:01'))
    expect((await run('2025-08-22')).subjects).toEqual(['Ab 22. August 2025: Ihr Strom von Sonnwerk'])
  })
})

describe('of a postal code', () => {
  const zip = '99423'
  const kept = () =>
    retailer.db
      .selectFrom('service_requests')
      .select('email')
      .where('organization_id', '=', retailer.organizationId)
      .execute()

  it('who wanted to know is told once it is served, once, and forgotten', async () => {
    await portal({ checkoutEnabled: true })
    const request = { planId: await planId(), zip, email: 'who@example.com', locale: 'en' } as const
    await requestService(retailer.at('2025-09-01'), request)
    expect((await run('2025-09-02')).figures).toEqual({ invoices: 0, starts: 0, served: 0 })
    await storeGridAreas(
      retailer.db,
      parseGridAreas(`zip,place,valid_from,grid_operator_code,concession_class,source
${zip},Weimar,2025-09-03,9904550000000,le_100000,test`),
    )
    expect((await run('2025-09-02', '09:05')).figures).toMatchObject({ served: 0 })

    await portal({ customerMails: false })
    expect((await run('2025-09-03')).figures).toMatchObject({ served: 0 })
    expect(await kept()).toHaveLength(1)
    await portal({ customerMails: true })
    const { figures, posted } = await run('2025-09-03', '09:05')
    expect(figures).toMatchObject({ served: 1 })
    expect(posted[0]?.message).toMatchObject({
      to: 'who@example.com',
      subject: `Sonnwerk now supplies ${zip}`,
    })
    expect(posted[0]?.message.text).toContain(
      `Get a quote: https://${retailer.planSlug}.checkout.example/?zip=${zip}\n`,
    )
    expect(await kept()).toEqual([])
    expect((await run('2025-09-03', '09:10')).figures).toMatchObject({ served: 0 })
  })
})

it('a run that is told to stop goes no further', async () => {
  const stopped = AbortSignal.abort(new Error('told to stop'))
  const deps = { db: retailer.db, now: () => instantAt('2025-09-01', '09:00'), priceFeed: undefined }
  const notices = {
    postIn: () => () => Promise.resolve(),
    hosts: HOSTS,
  }
  const told = tellCustomers({ ...deps, notices }, retailer.organizationId, stopped)
  await expect(told).rejects.toThrow('told to stop')
})

it('goes out by the clock, through the queue and the mail server', async () => {
  const { number, bill } = await billedContract()
  await bill()
  const inbox = await startInbox()
  const mailer = createMailer({
    smtpUrl: inbox.smtpUrl,
    from: 'post@stromtor.example',
    log: createLog({ level: 'silent' }),
  })
  const server = await startProcess(
    SCHEDULE.filter(({ name }) => name === NOTICES_JOB),
    {
      mailer,
      hosts: HOSTS,
      now: () => instantAt('2025-10-02', '09:00'),
    },
  )
  try {
    await server.ask(NOTICES_JOB)
    const arrived = () => inbox.messages().filter(({ text }) => text.includes(`Vertrag ${number}`))
    await vi.waitFor(() => expect(arrived()).toHaveLength(1), { timeout: 15_000 })
    expect(arrived()[0]).toMatchObject({
      to: 'anna@example.com',
      subject: 'Ihre Rechnung für September 2025 von Sonnwerk',
    })
  } finally {
    await server.stop()
    await mailer.close()
    await inbox.stop()
  }
})
