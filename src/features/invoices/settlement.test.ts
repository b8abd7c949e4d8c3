import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { InvoiceId } from '../../domain/identifiers.ts'
import { invoiceTotals } from '../../domain/invoice-totals.ts'
import type { Day } from '../../domain/local-time.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { correctInvoice } from './correct-invoice.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markPaid } from './mark-paid.ts'
import { markUncollectible } from './mark-uncollectible.ts'
import { instalmentContract, readInvoice } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'

type World = Awaited<ReturnType<typeof instalmentContract>>

/** Instalments of 38.00 EUR for the months from September 2025 on, each issued on the first. */
async function ask({ retailer, contract }: World, months: number): Promise<InvoiceId[]> {
  const firsts = ['2025-09-01', '2025-10-01', '2025-11-01', '2025-12-01', '2026-01-01'] as const
  const ids: InvoiceId[] = []
  for (const [index, from] of firsts.slice(0, months).entries()) {
    const to = firsts[index + 1] ?? from
    const input = { subscriptionId: contract.id, type: 'prepayment', from, to } as const
    ids.push((await issueInvoice(retailer.at(from), input)).id)
  }
  return ids
}

const read = ({ retailer, contract }: World, readOn: Day, kwh: number) =>
  recordMeterReading(retailer.at(readOn), {
    subscriptionId: contract.id,
    readOn,
    valueWh: kwh * 1000,
    type: 'grid_reading',
  })

const settle = ({ retailer, contract }: World, to: Day, at: Day) =>
  issueInvoice(retailer.at(at), { subscriptionId: contract.id, type: 'usage', from: '2025-09-01', to })

async function afterMovingOut(world: World, kwh: number) {
  const { retailer, contract } = world
  await read(world, '2025-09-01', 10_000)
  await terminateSubscription(retailer.at('2025-11-20'), {
    subscriptionId: contract.id,
    endOn: '2025-12-16',
  })
  await read(world, '2025-12-16', 10_000 + kwh)
}

describe('the settlement of a contract that ends within the year', () => {
  it('takes off what was paid, voids what was not, and leaves what was given up to be billed as use', async () => {
    const world = await instalmentContract()
    const { retailer, contract } = world
    const [september, october, november, december] = await ask(world, 4)
    if (!september || !october || !november || !december) throw new Error('Four instalments were asked for.')
    await markPaid(retailer.at('2025-09-15'), september)
    await markPaid(retailer.at('2025-10-15'), october)
    await markUncollectible(retailer.at('2025-12-01'), november)
    await afterMovingOut(world, 400)
    const settlement = await settle(world, '2025-12-16', '2025-12-19')
    const invoice = await readInvoice(retailer, settlement.id)
    expect(invoice).toMatchObject({ isFinal: true, usageWh: 400_000, status: 'open', dueOn: '2026-01-18' })
    expect(invoice.lines.at(-1)).toMatchObject({ kind: 'instalments_paid', quantity: 2 })
    const use = invoiceTotals(invoice.lines.slice(0, -1)).totalCents
    // 70.18 EUR is no net amount plus its rounded tax: a cent less is asked.
    expect([use - 7600, invoice.totalCents]).toEqual([7018, 7017])

    expect(await readInvoice(retailer, december)).toMatchObject({
      status: 'voided',
      related: { number: `${contract.number}-006` },
    })
    expect(settlement.number).toBe(`${contract.number}-005`)
    expect((await readInvoice(retailer, november)).status).toBe('uncollectible')
    // What is settled cannot be undone on its own.
    await expect(markPaid(retailer.at('2025-12-20'), november)).rejects.toThrow(
      `This instalment has been settled: pay ${settlement.number}.`,
    )
    await expect(
      voidInvoice(retailer.at('2025-12-20'), { invoiceId: october, reason: 'paid twice' }),
    ).rejects.toThrow(`${settlement.number} takes this instalment off; void that one first.`)
  })

  it('gives back what was overpaid within two weeks, and nets to the new amount when it is corrected', async () => {
    const world = await instalmentContract()
    const { retailer, contract } = world
    for (const id of await ask(world, 4)) await markPaid(retailer.at('2025-12-15'), id)
    await afterMovingOut(world, 200)
    const settlement = await settle(world, '2025-12-16', '2025-12-19')
    const before = await readInvoice(retailer, settlement.id)
    expect(before.totalCents).toBe(invoiceTotals(before.lines.slice(0, -1)).totalCents - 4 * 3800)
    expect(before.totalCents).toBeLessThan(0)
    expect(before.dueOn).toBe('2026-01-02')

    await sql`update meter_readings set value_wh = value_wh + 60000
      where subscription_id = ${contract.id} and read_on = '2025-12-16'`.execute(retailer.db)
    const { voided, corrected } = await correctInvoice(retailer.at('2025-12-22'), {
      invoiceId: settlement.id,
      reason: 'a reading was mistaken',
    })
    const after = await readInvoice(retailer, corrected.id)
    expect(after.usageWh).toBe(260_000)
    expect(after.totalCents).toBe(invoiceTotals(after.lines.slice(0, -1)).totalCents - 4 * 3800)
    expect(settlement.totalCents + voided.totalCents + corrected.totalCents).toBe(after.totalCents)
    expect(after.totalCents).toBeGreaterThan(before.totalCents)
    expect(after).toMatchObject({ isFinal: true, corrects: { number: settlement.number } })
    // 60 kWh at (12 + 10 + 2 + 0.25 + 0.25 + 0.5 + 2) ct net, with tax
    expect(after.totalCents - before.totalCents).toBeGreaterThanOrEqual(1927)
    expect(after.totalCents - before.totalCents).toBeLessThanOrEqual(1930)
  })

  it('takes off instalments of different height after the agreed amount was changed within the year', async () => {
    const world = await instalmentContract()
    const { retailer, contract } = world
    const [september] = await ask(world, 1)
    await sql`update subscriptions set instalment_cents = 5500 where id = ${contract.id}`.execute(retailer.db)
    const { id: october } = await issueInvoice(retailer.at('2025-10-01'), {
      subscriptionId: contract.id,
      type: 'prepayment',
      from: '2025-10-01',
      to: '2025-11-01',
    })
    for (const id of [september, october]) if (id) await markPaid(retailer.at('2025-11-01'), id)
    await afterMovingOut(world, 300)
    const { lines, totalCents } = await readInvoice(
      retailer,
      (await settle(world, '2025-12-16', '2025-12-19')).id,
    )
    expect(totalCents).toBe(invoiceTotals(lines.slice(0, -1)).totalCents - 3800 - 5500)
  })

  it('can be voided as a whole; the instalments stay paid and count again next time', async () => {
    const world = await instalmentContract()
    const { retailer } = world
    const [september] = await ask(world, 1)
    if (!september) throw new Error('An instalment was asked for.')
    await markPaid(retailer.at('2025-09-15'), september)
    await afterMovingOut(world, 300)
    const first = await settle(world, '2025-12-16', '2025-12-19')
    await voidInvoice(retailer.at('2025-12-20'), { invoiceId: first.id, reason: 'test' })
    expect((await readInvoice(retailer, september)).status).toBe('paid')
    expect((await settle(world, '2025-12-16', '2025-12-21')).totalCents).toBe(first.totalCents)
    // Without a settlement in force a paid instalment may be voided: its void is a credit.
    const other = await instalmentContract()
    const [id] = await ask(other, 1)
    if (!id) throw new Error('An instalment was asked for.')
    await markPaid(other.retailer.at('2025-09-15'), id)
    const credit = await voidInvoice(other.retailer.at('2025-09-20'), { invoiceId: id, reason: 'test' })
    expect(credit.totalCents).toBe(-3800)
    expect(await readInvoice(other.retailer, credit.id)).toMatchObject({
      status: 'open',
      dueOn: '2025-10-04',
    })
  })
})
