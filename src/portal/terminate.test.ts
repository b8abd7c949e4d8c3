import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMailWorld, type MailWorld } from '../../tests/support/inbox.ts'
import { seen } from '../../tests/support/demo-portal.ts'
import { addDays, type Day, dayAt, startOfDay } from '../domain/local-time.ts'
import { withdrawableUntil } from '../domain/termination.ts'
import { createPortalContract, type PortalContract } from './tariff-test-contract.ts'

type Browser = ReturnType<MailWorld['world']['browser']>

let mail: MailWorld
let contract: PortalContract
let browser: Browser
beforeAll(async () => {
  mail = await createMailWorld()
})
beforeEach(async () => {
  // Its supply began long ago, so that notice decides and nothing else.
  contract = await createPortalContract(mail, { startOn: addDays(today(), -200) })
  browser = await signIn(contract)
})

const today = (): Day => dayAt(mail.testApp.deps.now())
const german = (day: Day) =>
  new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))

async function signIn({ customerId }: PortalContract): Promise<Browser> {
  const link = await mail.world.api.mint({ customerId })
  const fresh = mail.world.browser()
  await fresh.get(link.pathname + link.search)
  return fresh
}

/** Posts a step of a way out as its page would. */
async function post(way: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const { html } = await seen(await browser.get(`/tariff/${way}?subscription=${contract.id}`))
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
  return seen(await browser.post(`/tariff/${way}`, { csrf, subscription: contract.id, ...form }, headers))
}

async function declarations() {
  return mail.testApp.deps.db
    .selectFrom('declarations')
    .selectAll()
    .where('organization_id', '=', mail.world.organization.id)
    .where('subscription_id', '=', contract.id)
    .execute()
}

const conclude = (day: Day) =>
  mail.testApp.pool.query('update subscriptions set created_at = $2 where id = $1', [
    contract.id,
    startOfDay(day).toString(),
  ])

describe('giving notice', () => {
  it('asks when, shows what it means, ends the contract at the second button, and proves it', async () => {
    const last = german(addDays(today(), 30))
    const form = await seen(await browser.get(`/tariff/terminate?subscription=${contract.id}`))
    expect(form.text).toContain(`endet er frühestens mit Ablauf des ${last}.`)

    const check = await post('terminate', { choice: 'earliest', date: '' })
    expect([check.status, await contract.end()]).toEqual([200, null])
    expect(check.text).toContain(`Vertragsende mit Ablauf des ${last}`)
    expect(check.text).toContain('Jetzt kündigen')

    const done = await post('terminate', { choice: 'earliest', date: '', confirmed: '1' })
    expect(done.location).toMatch(/^\/tariff\/receipt\/dec_\w{26}$/)
    expect(await contract.end()).toBe(`ORDINARY ${startOfDay(addDays(today(), 31)).toString()}`)
    const receipt = await seen(await browser.get(done.location!))
    for (const words of [
      'Ihre Kündigung ist eingegangen.',
      'Ordentliche Kündigung',
      contract.number,
      `Vertragsende mit Ablauf des ${last}`,
    ])
      expect(receipt.text).toContain(words)
    expect(receipt.text).toMatch(/Eingegangen \d+\. \S+ \d{4}, \d\d:\d\d Uhr/)

    await vi.waitFor(() => expect(mail.mailsTo(contract.email)).toHaveLength(1), { timeout: 5_000 })
    const [sent] = mail.mailsTo(contract.email)
    expect(sent?.subject).toMatch(/^Ihre Kündigung ist am .* eingegangen$/)
    for (const part of [sent?.text, sent?.html]) {
      expect(part).toContain(`mit Ablauf des ${last}`)
      expect(part).toContain(contract.number)
    }
    const file = await browser.get(`${done.location}/file`)
    expect(await file.text()).toContain(`Vertragsende: mit Ablauf des ${last}`)
  })

  it('takes a later day', async () => {
    const date = addDays(today(), 75)
    await post('terminate', { choice: 'later', date, confirmed: '1' })
    expect(await contract.end()).toBe(`ORDINARY ${startOfDay(addDays(date, 1)).toString()}`)
  })

  it('happens once, however often it is sent: each gets the same receipt', async () => {
    const send = () => post('terminate', { choice: 'earliest', date: '', confirmed: '1' })
    const answers = await Promise.all([send(), send(), send()])
    answers.push(await send())
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    expect(answers[0]?.location).toMatch(/^\/tariff\/receipt\/dec_/)
    expect(await declarations()).toHaveLength(1)
    await vi.waitFor(() => expect(mail.mailsTo(contract.email)).toHaveLength(1), { timeout: 5_000 })
    const closed = await seen(await browser.get(`/tariff/move-out?subscription=${contract.id}`))
    expect(closed.text).toContain('Dieser Vertrag ist schon gekündigt.')
  })

  const tooEarly = () => addDays(today(), 29)
  it.each<[string, () => Record<string, string>, string, string]>([
    ['no choice', () => ({ choice: '', date: '' }), 'choice', 'Bitte wählen Sie, wann'],
    ['another choice', () => ({ choice: 'now', date: '' }), 'choice', 'Bitte wählen Sie, wann'],
    ['no day', () => ({ choice: 'later', date: '' }), 'date', 'Bitte wählen Sie den letzten Tag'],
    ['no such day', () => ({ choice: 'later', date: '2027-02-30' }), 'date', 'Diesen Tag gibt es nicht'],
    ['a day too early', () => ({ choice: 'later', date: tooEarly() }), 'date', 'Das ist zu früh'],
    ['a day gone by', () => ({ choice: 'later', date: '2020-01-01' }), 'date', 'Das ist zu früh'],
    ['a far day', () => ({ choice: 'later', date: '9999-12-31' }), 'date', 'Bitte wählen Sie einen Tag bis'],
  ])('gives the form back with %s, also past the second button', async (_, fields, field, words) => {
    for (const confirmed of ['', '1']) {
      const { status, html } = await post('terminate', { ...fields(), confirmed })
      expect(status).toBe(422)
      expect(html).toMatch(new RegExp(`<a href="#${field}">[^<]*${words}`))
      expect(html).toContain(`id="${field}-error"`)
    }
    expect([await contract.end(), await declarations()]).toEqual([null, []])
  })

  it('takes nothing without the page’s own token or from another site', async () => {
    const form = { subscription: contract.id, choice: 'earliest', date: '', confirmed: '1' }
    expect((await browser.post('/tariff/terminate', form)).status).toBe(403)
    expect((await post('terminate', form, { origin: 'https://evil.example' })).status).toBe(403)
    const nobody = mail.world.browser()
    expect((await nobody.post('/tariff/terminate', form)).headers.get('location')).toMatch(/^\/login/)
    expect(await contract.end()).toBeNull()
  })

  it('knows no contract and no receipt of anybody else', async () => {
    const other = await createPortalContract(mail)
    for (const subscription of [other.id, 'sub_00000000000000000000000000', 'x', '\u0000']) {
      for (const way of ['terminate', 'move-out', 'withdraw']) {
        const path = `/tariff/${way}?subscription=${encodeURIComponent(subscription)}`
        expect((await browser.get(path)).status).toBe(404)
        expect((await post(way, { subscription, choice: 'earliest', confirmed: '1' })).status).toBe(404)
      }
    }
    expect(await other.end()).toBeNull()
    const { location } = await post('terminate', { choice: 'earliest', date: '', confirmed: '1' })
    const stranger = await signIn(other)
    expect((await stranger.get(location!)).status).toBe(404)
    expect((await stranger.get(`${location}/file`)).status).toBe(404)
    expect((await browser.get('/tariff/receipt/dec_x')).status).toBe(404)
  })
})

describe('moving out', () => {
  it('needs the last day and the new address, and notes both', async () => {
    const empty = await post('move-out', { date: '', address: ' ' })
    expect([empty.status, empty.text.includes('Bitte prüfen Sie 2 Angaben.')]).toEqual([422, true])
    const date = addDays(today(), 45)
    const address = 'Hafenstraße 3, 20359 Hamburg'
    const check = await post('move-out', { date, address })
    expect(check.text).toContain(`Neue Anschrift ${address}`)
    const { location } = await post('move-out', { date, address, confirmed: '1' })
    expect(await contract.end()).toBe(`MOVE_OUT ${startOfDay(addDays(date, 1)).toString()}`)
    const receipt = await seen(await browser.get(location!))
    expect(receipt.text).toContain('Kündigung wegen Auszugs')
    expect(receipt.text).toContain(address)
    expect(await declarations()).toMatchObject([{ termination_kind: 'move_out', reason: address }])
  })
})

describe('withdrawing', () => {
  it('of supply that runs ends it with today', async () => {
    const until = withdrawableUntil(today())
    const form = await seen(await browser.get(`/tariff/withdraw?subscription=${contract.id}`))
    expect(form.text).toContain(`Sie können diesen Vertrag noch bis ${german(until)} widerrufen.`)
    expect(form.text).toContain('Die Lieferung läuft schon.')
    const check = await post('withdraw', {})
    expect(check.text).toContain('Widerruf bestätigen')
    expect(check.text).toContain(`sofort, mit Ablauf des ${german(today())}`)
    const { location } = await post('withdraw', { confirmed: '1' })
    expect(await contract.end()).toBe(`WITHDRAWAL ${startOfDay(addDays(today(), 1)).toString()}`)
    expect((await seen(await browser.get(location!))).text).toContain('Ihr Widerruf ist eingegangen.')
  })

  it('before supply begins leaves no contract', async () => {
    contract = await createPortalContract(mail)
    browser = await signIn(contract)
    // No figure of any day is known in this world: the page stands without them.
    const before = await seen(await browser.get('/tariff'))
    expect(before.status).toBe(200)
    expect(before.text).toContain(`Ab ${german(contract.startOn)} gilt Ihr neuer Tarif.`)
    expect(before.text).toContain(`Noch bis ${german(withdrawableUntil(today()))}`)
    const { location } = await post('withdraw', { confirmed: '1' })
    const after = await seen(await browser.get('/tariff'))
    expect(after.text).toContain('Sie haben diesen Vertrag widerrufen. Er hat nie begonnen.')
    expect(after.html).not.toContain('/tariff/withdraw')
    expect(await contract.end()).toBe(`WITHDRAWAL ${startOfDay(contract.startOn).toString()}`)
    const { text } = await seen(await browser.get(location!))
    expect(text).toContain('Der Vertrag endet, als hätte es ihn nie gegeben.')
  })

  it('is over after the 14 days, and says so', async () => {
    await conclude(addDays(today(), -30))
    const { text } = await seen(await browser.get(`/tariff/withdraw?subscription=${contract.id}`))
    expect(text).toContain('Der Widerruf war bis')
    const { location } = await post('withdraw', { confirmed: '1' })
    expect(location).toBe(`/tariff/withdraw?subscription=${contract.id}`)
    expect([await contract.end(), await declarations()]).toEqual([null, []])
  })
})
