import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMailWorld, type MailWorld } from '../../tests/support/inbox.ts'
import { seen } from '../../tests/support/demo-portal.ts'
import { addDays, type Day, dayAt, startOfDay } from '../domain/local-time.ts'
import { createPortalContract, type PortalContract } from './tariff-test-contract.ts'

let mail: MailWorld
beforeAll(async () => {
  mail = await createMailWorld()
})

let contract: PortalContract
beforeEach(async () => {
  contract = await createPortalContract(mail)
})

const today = (): Day => dayAt(mail.testApp.deps.now())
const german = (day: Day) =>
  new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))

/** What a complete notice looks like, from an address of its own so that no limit is shared. */
const notice = (fields: Record<string, string> = {}) => ({
  kind: 'ordinary',
  reason: '',
  name: 'Mara Muster',
  contract: contract.number,
  end: '',
  email: mail.newAddress(),
  ...fields,
})

async function declarations() {
  return mail.testApp.deps.db
    .selectFrom('declarations')
    .selectAll()
    .where('organization_id', '=', mail.world.organization.id)
    .orderBy('received_at')
    .execute()
}

/** Sends a form as a visitor of an address of their own, and follows to the receipt. */
async function declare(path: '/cancel' | '/withdraw', form: Record<string, string>) {
  const browser = mail.world.browser()
  const answer = await seen(await browser.post(path, form))
  const receipt = answer.location === null ? null : await seen(await browser.get(answer.location))
  return { answer, receipt, browser }
}

async function arrived(email: string, count = 1) {
  await vi.waitFor(() => expect(mail.mailsTo(email)).toHaveLength(count), { timeout: 5_000 })
  return mail.mailsTo(email)[0]!
}

describe('/cancel', () => {
  it('is one page with the five things the law lists, one button, and nothing beside it', async () => {
    const { status, html, text } = await seen(await mail.world.browser().get('/cancel'))
    expect(status).toBe(200)
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
    const names = [...main.matchAll(/<(?:input|textarea)[^>]* name="(\w+)"/g)].map(([, name]) => name)
    expect([...new Set(names)]).toEqual(['csrf', 'kind', 'reason', 'name', 'contract', 'end', 'email'])
    expect([...main.matchAll(/<button[^>]*>([^<]*)/g)].map(([, label]) => label)).toEqual(['jetzt kündigen'])
    expect(main).not.toContain('<a ')
    expect(main).not.toContain('type="password"')
    expect(html).not.toContain('class="nav"')
    expect(html).not.toContain('class="contact"')
    expect(text).toContain('Ohne Angabe endet er zum frühestmöglichen Zeitpunkt.')
  })

  it('takes notice, shows a receipt with content, day and time, and mails the same at once', async () => {
    const form = notice()
    const { answer, receipt } = await declare('/cancel', form)
    expect(answer.status).toBe(303)
    expect(answer.location).toMatch(/^\/cancel\/receipt\?id=dec_\w{26}&key=[\w-]{43}$/)
    expect(receipt?.text).toContain('Ihre Kündigung ist eingegangen.')
    expect(receipt?.text).toMatch(
      new RegExp(
        `Eingegangen ${german(today()).replace('.', '\\.')}, \\d\\d:\\d\\d Uhr .*Ordentliche Kündigung Name Mara Muster ` +
          `Vertrag ${contract.number} Vertragsende zum frühestmöglichen Zeitpunkt E-Mail-Adresse ${form.email}`,
      ),
    )
    const sent = await arrived(form.email)
    expect(sent.subject).toMatch(/^Ihre Kündigung ist am .* um \d\d:\d\d Uhr eingegangen$/)
    for (const part of [sent.text, sent.html!.replace(/<[^>]+>/g, ' ')]) {
      for (const words of ['Ordentliche Kündigung', 'Mara Muster', contract.number, 'frühestmöglichen'])
        expect(part).toContain(words)
      expect(part).toMatch(/\d{4}, \d\d:\d\d Uhr/)
    }
    expect(await contract.end()).toBe(`ORDINARY ${startOfDay(addDays(today(), 31)).toString()}`)
    const own = await arrived(contract.email)
    expect(own.subject).toBe(`Ihr Vertrag ${contract.number} endet am ${german(addDays(today(), 30))}`)
    expect((await declarations()).at(-1)).toMatchObject({
      kind: 'termination',
      termination_kind: 'ordinary',
      name: 'Mara Muster',
      contract: contract.number,
      email: form.email,
      intended_end_on: null,
      subscription_id: contract.id,
      locale: 'de',
    })
  })

  it('answers the same whether there is such a contract or not', async () => {
    const known = notice()
    const unknown = notice({ contract: 'ZZZZ9999' })
    const seenBy = async (form: ReturnType<typeof notice>) => {
      const { answer, receipt } = await declare('/cancel', form)
      const { subject, text, html } = await arrived(form.email)
      const told = [receipt?.text, subject, text, html].map((part) =>
        part
          ?.replaceAll(form.email, 'EMAIL')
          .replaceAll(form.contract, 'NUMBER')
          .replace(/dec_\w+/g, 'ID')
          .replace(/\d\d:\d\d/g, 'TIME'),
      )
      return [answer.status, ...told]
    }
    expect(await seenBy(unknown)).toEqual(await seenBy(known))
    expect(await contract.end()).not.toBeNull()
    expect(await declarations()).toContainEqual(
      expect.objectContaining({ contract: 'ZZZZ9999', subscription_id: null }),
    )
  })

  it('takes a day, a reason, and other languages; the file holds what the page holds', async () => {
    const end = addDays(today(), 90)
    const later = notice({ end })
    await declare('/cancel', later)
    expect(await contract.end()).toBe(`ORDINARY ${startOfDay(addDays(end, 1)).toString()}`)

    const browser = mail.world.browser()
    await browser.post('/preferences', { locale: 'en', next: '/cancel' })
    expect((await seen(await browser.get('/cancel'))).text).toContain('cancel now')
    const form = notice({ kind: 'extraordinary', reason: 'Zeile eins\r\nZeile <b>zwei</b>' })
    const { location } = await seen(await browser.post('/cancel', form))
    const { html } = await seen(await browser.get(location!))
    expect(html).toContain('Extraordinary cancellation')
    expect(html).toContain('Zeile eins\nZeile &lt;b&gt;zwei&lt;/b&gt;')
    const file = await browser.get(location!.replace('/receipt?', '/receipt/file?'))
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="dec_\w+\.txt"$/)
    expect(await file.text()).toContain('Reason for cancelling: Zeile eins\n  Zeile <b>zwei</b>')
  })

  it('sent twice, or by a double click, is received once and mailed once', async () => {
    const form = notice({ contract: 'AAAA1111' })
    const before = (await declarations()).length
    const sent = await Promise.all([1, 2, 3].map(() => declare('/cancel', form)))
    expect(new Set(sent.map(({ answer }) => answer.location)).size).toBe(1)
    expect((await declarations()).length).toBe(before + 1)
    await arrived(form.email)
  })

  it.each<[string, string, Record<string, string>]>([
    ['no kind', 'kind', { kind: '' }],
    ['another kind', 'kind', { kind: 'move_out' }],
    ['no reason', 'reason', { kind: 'extraordinary', reason: ' ' }],
    ['too long a reason', 'reason', { kind: 'extraordinary', reason: 'x'.repeat(2001) }],
    ['no name', 'name', { name: ' ' }],
    ['control characters for a name', 'name', { name: '\u0000\u0007' }],
    ['too long a name', 'name', { name: 'x'.repeat(201) }],
    ['no contract', 'contract', { contract: '' }],
    ['too long a contract', 'contract', { contract: 'x'.repeat(101) }],
    ['no such day', 'end', { end: '2027-02-30' }],
    ['a day gone by', 'end', { end: '2020-01-01' }],
    ['a day in a far future', 'end', { end: '9999-12-31' }],
    ['no address', 'email', { email: '' }],
    ['half an address', 'email', { email: 'anna@' }],
    ['two addresses', 'email', { email: 'a@example.com, b@example.com' }],
  ])('gives the form back with %s, in words at the field', async (_, field, fields) => {
    const before = (await declarations()).length
    const form = notice(fields)
    const { answer } = await declare('/cancel', form)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Bitte prüfen Sie eine Angabe.')
    expect(answer.html).toContain(`<a href="#${field}">`)
    expect(answer.html).toContain(`id="${field}-error"`)
    expect(answer.html).toContain(`value="${field === 'contract' ? form.email : form.contract}"`)
    expect((await declarations()).length).toBe(before)
    expect(await contract.end()).toBeNull()
  })

  it('is taken without signing in, also in a browser that is signed in, but from no other site', async () => {
    const before = (await declarations()).length
    const browser = mail.world.browser()
    const foreign = await browser.post('/cancel', notice(), { origin: 'https://evil.example' })
    expect(foreign.status).toBe(403)
    expect((await declarations()).length).toBe(before)
    const link = await mail.world.api.mint({ customerId: contract.customerId })
    await browser.get(link.pathname + link.search)
    expect((await browser.post('/cancel', notice({ contract: 'AAAA2222' }))).status).toBe(303)
  })

  it('shows a receipt only by its own signed address', async () => {
    const { answer, browser } = await declare('/cancel', notice({ contract: 'AAAA3333' }))
    const url = new URL(answer.location!, mail.world.origin)
    expect((await browser.get(`${url.pathname}?id=${url.searchParams.get('id')}`)).status).toBe(404)
    const bent = url.search.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect((await browser.get(url.pathname + bent)).status).toBe(404)
    expect((await browser.get('/cancel/receipt')).status).toBe(404)
    const good = await browser.get(url.pathname + url.search)
    expect([good.headers.get('cache-control'), good.headers.get('referrer-policy')]).toEqual([
      'private, no-store',
      'no-referrer',
    ])
  })

  it('too many for one address have to wait, and keep what they typed', async () => {
    const email = mail.newAddress()
    for (let sent = 0; sent < 8; sent += 1)
      expect((await declare('/cancel', notice({ email, contract: `BBBB000${sent}` }))).answer.status).toBe(
        303,
      )
    const { answer } = await declare('/cancel', notice({ email, name: 'Mara von Muster' }))
    expect(answer.status).toBe(429)
    expect(answer.text).toContain('Bitte senden Sie die Erklärung in')
    expect(answer.html).toContain('Mara von Muster')
  })
})

describe('/withdraw', () => {
  it('asks for name, contract and address, and takes the withdrawal with a receipt and a mail', async () => {
    const { html, text } = await seen(await mail.world.browser().get('/withdraw'))
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
    expect([...main.matchAll(/ name="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'csrf',
      'name',
      'contract',
      'email',
    ])
    expect(text).toContain('Widerruf bestätigen')
    const { name, contract: number, email } = notice()
    const { answer, receipt } = await declare('/withdraw', { name, contract: number, email })
    expect(answer.location).toMatch(/^\/withdraw\/receipt\?id=dec_/)
    expect(receipt?.text).toContain('Ihr Widerruf ist eingegangen.')
    expect(receipt?.text).toContain('Erklärung Widerruf des Vertrags')
    expect((await arrived(email)).subject).toMatch(/^Ihr Widerruf ist am .* eingegangen$/)
    expect(await contract.end()).toBe(`WITHDRAWAL ${startOfDay(contract.startOn).toString()}`)
    expect((await arrived(contract.email)).subject).toBe(`Ihr Vertrag ${contract.number} ist widerrufen`)
  })

  it('names every wrong field at once', async () => {
    const { answer } = await declare('/withdraw', {})
    expect([answer.status, answer.text.includes('Bitte prüfen Sie 3 Angaben.')]).toEqual([422, true])
  })
})
