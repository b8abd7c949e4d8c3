import { beforeAll, describe, expect, it } from 'vitest'
import { createOperator, words } from '../../tests/support/operator.ts'
import { instantAt } from '../domain/local-time.ts'
import { createRetailer, fillEvenly, type Retailer } from '../features/subscriptions/test-contracts.ts'
import { storeIntervalDays } from '../features/usage/store-interval-days.ts'

const NOW = instantAt('2025-11-20', '09:00')
let ran: Awaited<ReturnType<typeof createOperator>>
let retailer: Retailer
let contract: Awaited<ReturnType<Retailer['subscribe']>>

const command = (line: string) => ran.operator(...words(line))

beforeAll(async () => {
  ran = await createOperator({ now: () => NOW })
  retailer = await createRetailer({ baseFeeCents: 595 })
  contract = await retailer.subscribe({ startOn: '2025-10-01' })
  await fillEvenly(retailer, contract.meterId, {
    from: '2025-10-01',
    to: '2025-11-01',
    wh: 100,
    priceMicroEur: 80_000,
  })
  // Of a second contract a day is missing.
  const second = await retailer.subscribe({ startOn: '2025-10-01' })
  await fillEvenly(retailer, second.meterId, {
    from: '2025-10-02',
    to: '2025-11-01',
    wh: 100,
    priceMicroEur: 80_000,
  })
})

describe('from the run to the correction', () => {
  it('writes what is due and names what it refused, each time the same', async () => {
    const first = await command(`invoices run --organization ${retailer.organizationId}`)
    expect(first).toMatchObject({ exitCode: 0, err: '2 contracts with bills due, 1 issued\n' })
    expect(first.out).toMatch(
      /^Issued +1\nRefused +1\nsub_\w+ +usage from 2025-10-01: Only 30 of the 31 days/,
    )
    expect(await ran.json('invoices', 'run', '--organization', retailer.organizationId)).toMatchObject({
      issued: 0,
      refused: [{ period: { type: 'usage', from: '2025-10-01' } }],
    })
  })

  it('lists and shows', async () => {
    const list = await command(`invoices list --organization ${retailer.organizationId} --status open`)
    expect(list.out).toContain(`${contract.number}-001`)
    expect(list.out).toMatch(/Anna Sommer +usage +2025-10-01 to 2025-10-31 +open +2025-12-04 +97\.09 EUR/)
    const { out } = await command(`invoices show ${contract.number}-001`)
    expect(out).toMatch(/energy_spot +23\.84 EUR +298\.000 kWh × mean 8 ct\/kWh/)
    expect(out).toMatch(/base_fee +5\.10 EUR +31 days × 0\.164384 EUR/)
    expect(out).toMatch(/VAT 19 % +15\.50 EUR\nTotal +97\.09 EUR/)
  })

  it('explains a line by days and a day by quarter-hours', async () => {
    const { out } = await command(`invoices explain ${contract.number}-001`)
    expect(out).toMatch(/energy_spot +298\.000 kWh × mean 8 ct\/kWh = 23\.840000000 EUR → 23\.84 EUR/)
    expect(out).toMatch(
      /2025-10-26 +10\.000 kWh × mean 8 ct\/kWh = 0\.800000000 EUR \(final, delivery 1, prices \d+\)/,
    )
    const day = await command(`invoices explain ${contract.number}-001 --day 2025-10-26`)
    expect(day.out.match(/0\.100 kWh × 8 ct\/kWh = 0\.008000000 EUR \(final\)/g)).toHaveLength(100)
    expect(day.out).toMatch(/^02:45 \+02:00 /m)
    expect(day.out).toMatch(/^02:00 \+01:00 /m)
    expect(await command(`invoices explain ${contract.number}-001 --day 2025-11-01`)).toMatchObject({
      exitCode: 3,
    })
    expect((await command(`invoices explain ${contract.number}-001 --day 2025-02-30`)).exitCode).toBe(2)
  })

  it('finds what is to be corrected and corrects it', async () => {
    const due = `invoices corrections --organization ${retailer.organizationId}`
    expect((await command(due)).err).toContain('Nothing to correct')
    await storeIntervalDays(retailer.ctx, {
      meterId: contract.meterId,
      days: [{ day: '2025-10-26', wh: Array.from({ length: 100 }, () => 150), status: 'final' }],
    })
    expect((await command(due)).out).toMatch(/-001 +2025-10-01 to 2025-10-31 +97\.09 EUR +98\.52 EUR/)
    expect((await command(`${due} --apply`)).out).toMatch(/-001 +97\.09 EUR → 98\.52 EUR \(\w+-003\)/)
    expect((await command(`invoices show ${contract.number}-003`)).out).toMatch(
      new RegExp(`Corrects +${contract.number}-001`),
    )
  })

  it('voids, marks paid and gives up, each only where it may', async () => {
    const number = `${contract.number}-003`
    expect((await command(`invoices void ${number}`)).err).toBe('Not done: --reason: is required\n')
    await command(`invoices mark-paid ${number}`)
    expect((await command(`invoices payment-failed ${number}`)).err).toBe('Not done: --reason: is required\n')
    expect((await command(`invoices payment-failed ${number} --reason "AC04"`)).out).toBe(`Open  ${number}\n`)
    await command(`invoices mark-paid ${number}`)
    expect(await command(`invoices uncollectible ${number}`)).toMatchObject({
      exitCode: 4,
      err: 'Not done: --status: This invoice is paid, not open.\n',
    })
    const { out } = await command(`invoices void ${number} --reason "wrong address"`)
    expect(out).toMatch(/Void +\w+-004, -98\.52 EUR/)
    expect(
      await ran.json('invoices', 'correct', `${contract.number}-002`, '--reason', 'x').catch(String),
    ).toContain('A void cannot be corrected.')
    expect(await command('invoices show NOBODY-001')).toMatchObject({ exitCode: 3 })
    const stranger = await createRetailer()
    expect(
      await command(`invoices mark-paid ${number} --organization ${stranger.organizationId}`),
    ).toMatchObject({ exitCode: 3 })
    expect((await command(`invoices list --organization ${stranger.organizationId}`)).err).toContain(
      'No such invoice.',
    )
    expect((await command('invoices list --organization x --status late --limit none')).err).toMatch(
      /--limit.*\n.*--status|--status.*\n.*--limit/,
    )
  })
})
