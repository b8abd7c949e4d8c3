import { sql } from 'kysely'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startInbox } from '../demo/inbox.ts'
import { TEST_SUPPLIER } from '../documents/test-invoices.ts'
import { instantAt } from '../domain/local-time.ts'
import { correctInvoice } from '../features/invoices/correct-invoice.ts'
import { voidInvoice } from '../features/invoices/void-invoice.ts'
import { setSupplierProfile } from '../features/organizations/set-supplier-profile.ts'
import { createLog } from '../http/log.ts'
import { createMailer } from '../mail/mailer.ts'
import { SCHEDULE } from './schedule.ts'
import { NOTICES_JOB, tellCustomers } from './tell-customers.ts'
import { startProcess } from './test-jobs.ts'
import { createTeller, HOSTS, type Teller } from './test-teller.ts'

let teller: Teller
beforeEach(async () => {
  teller = await createTeller()
})

describe('of a new invoice', () => {
  it('the customer is told once, in the brand, with a link to it', async () => {
    const { id, bill } = await teller.billedContract()
    const invoice = await bill()
    const { figures, posted } = await teller.run('2025-10-02')
    expect(figures).toEqual({ invoices: 1, starts: 0, served: 0 })
    expect(
      posted.map(({ about, message: { to, subject, sender } }) => [about, to, subject, sender.name]),
    ).toEqual([[id, 'anna@example.com', 'Ihre Rechnung für September 2025 von Sonnwerk', 'Sonnwerk']])
    expect(posted[0]?.message.text).toContain(
      `https://${teller.planSlug}.portal.example/invoices/${invoice.id}`,
    )
    expect((await teller.run('2025-10-02', '09:05')).figures).toEqual({ invoices: 0, starts: 0, served: 0 })
  })

  it('and of its cancellation; one that is replaced is named by the one that stands in for it', async () => {
    const { number, bill } = await teller.billedContract()
    const { id: first } = await bill()
    await teller.run('2025-10-02', '04:50')
    await voidInvoice(teller.at('2025-10-02', '05:00'), { invoiceId: first, reason: 'test' })
    const cancelled = await teller.run('2025-10-02')
    expect(cancelled.subjects).toEqual(['Stornorechnung für September 2025 von Sonnwerk'])
    expect(cancelled.posted[0]?.message.text).toContain(`Sie hebt Nr. ${number}-001 auf.`)

    const { id: second } = await bill()
    await correctInvoice(teller.at('2025-10-02', '10:00'), { invoiceId: second, reason: 'test' })
    const { figures, posted } = await teller.run('2025-10-02', '10:05')
    expect(figures).toMatchObject({ invoices: 2 })
    expect(posted).toHaveLength(1)
    const { text } = posted[0]!.message
    expect(text).toContain(`Nr. ${number}-003`)
    expect(text).toContain(`Sie ersetzt Nr. ${number}-003.`)
    expect(text).not.toContain('Storno')
  })

  it('is asked for a transfer where nothing can be collected', async () => {
    const { bill } = await teller.billedContract()
    await bill()
    await setSupplierProfile(teller.ctx, { ...TEST_SUPPLIER, creditorId: null })
    expect((await teller.run('2025-10-02')).posted[0]?.message.text).toContain('Bitte überweisen Sie ')
  })

  it('two runs at once share the work, and neither sees another organisation', async () => {
    const stranger = await teller.billedContract()
    await stranger.bill()
    const foreign = teller.organizationId
    teller = await createTeller()
    for (let contract = 0; contract < 4; contract += 1) await (await teller.billedContract()).bill()
    const both = await Promise.all([teller.run('2025-10-02'), teller.run('2025-10-02')])
    expect(both.reduce((sum, { figures }) => sum + Number(figures['invoices']), 0)).toBe(4)
    expect(new Set(both.flatMap(({ posted }) => posted.map(({ about }) => about))).size).toBe(4)
    const { rows } = await sql<{ left: number }>`
      select count(*)::int as left from invoices where told_at is null and organization_id = ${foreign}`.execute(
      teller.db,
    )
    expect(rows).toEqual([{ left: 1 }])
  })

  it('a run whose mail cannot be posted leaves it to the next one', async () => {
    const { bill } = await teller.billedContract()
    await bill()
    await expect(teller.run('2025-10-02', '09:00', { fails: 1 })).rejects.toThrow('the queue is away')
    expect((await teller.run('2025-10-02', '09:05')).figures).toEqual({ invoices: 1, starts: 0, served: 0 })
  })

  it('nobody is told where the partner writes, where there is no portal, or days later', async () => {
    const { bill } = await teller.billedContract()
    await bill()
    const nothing = { invoices: 0, starts: 0, served: 0 }
    await teller.portal({ customerMails: false })
    expect((await teller.run('2025-10-02')).figures).toEqual(nothing)
    await teller.portal({ customerMails: true, portalEnabled: false })
    expect((await teller.run('2025-10-02')).figures).toEqual(nothing)
    await teller.portal({ portalEnabled: true })
    expect((await teller.run('2025-10-05', '04:46')).figures).toEqual(nothing)
    expect((await teller.run('2025-10-05', '04:44')).figures).toEqual({ invoices: 1, starts: 0, served: 0 })
  })
})

it('a run that is told to stop goes no further', async () => {
  const stopped = AbortSignal.abort(new Error('told to stop'))
  const deps = { db: teller.db, now: () => instantAt('2025-09-01', '09:00'), priceFeed: undefined }
  const notices = {
    postIn: () => () => Promise.resolve(),
    hosts: HOSTS,
  }
  const told = tellCustomers({ ...deps, notices }, teller.organizationId, stopped)
  await expect(told).rejects.toThrow('told to stop')
})

it('goes out by the clock, through the queue and the mail server', async () => {
  const { number, bill } = await teller.billedContract()
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
