import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { openCheckouts, stranger } from './test-quotes.ts'

/** A Wednesday: the second working day after it is the Friday. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
  await openCheckouts(demo, NOW, ['sonnwerk-solar'])
}, 60_000)

const arrived = async (plan?: string) => {
  const browser = stranger(demo, plan)
  await browser.post('/', { zip: '10115', usage: '2500' })
  await browser.post('/place', { street: 'Invalidenstraße', houseNumber: '12' })
  return browser
}
const change = {
  reason: 'supplier_change',
  previousSupplier: 'Grundstrom Berlin AG',
  meterNumber: '1 APA01 9512 4010',
  malo: '41373559241',
  start: 'next',
}
const post = async (fields: Record<string, string>, plan?: string) =>
  seen(await (await arrived(plan)).post('/supply', fields))

test('names the earliest day and what happens until then', async () => {
  const { status, text } = await seen(await (await arrived()).get('/supply'))
  expect(status).toBe(200)
  expect(text).toContain('Frühestens am 13. Februar 2026.')
  expect(text).toContain('beliefert Sie so lange der Grundversorger')
  expect(text).toContain('Rückwirkend dürfen wir nicht anmelden.')
})

test('takes a change of supplier, by name or by code, and who moves in', async () => {
  for (const fields of [
    change,
    { ...change, previousSupplier: ' grundstrom berlin ag' },
    { ...change, malo: '' },
    { reason: 'move_in', meterNumber: '48213377', start: 'on', startOn: '2026-03-01' },
  ]) {
    const { status, location } = await post(fields)
    expect([status, location]).toEqual([303, '/person'])
  }
})

test('gives back what was typed', async () => {
  const browser = await arrived()
  await browser.post('/supply', change)
  const { html } = await seen(await browser.get('/supply'))
  expect(html).toContain('value="Grundstrom Berlin AG"')
  expect(html).toContain('value="1 APA01 9512 4010"')
  expect(html).toMatch(/value="supplier_change" checked/)
  expect(html).toMatch(/value="next" checked/)
})

test('says what has become wrong since it was sent: a day that has come', async () => {
  const browser = await arrived()
  await browser.post('/supply', { ...change, start: 'on', startOn: '2026-03-02' })
  const { html: before } = await seen(await browser.get('/supply'))
  expect(before).not.toContain('aria-invalid="true"')
  await sql`update checkouts set fields = fields || '{"startOn": "2026-02-10"}' where fields ->> 'startOn' = '2026-03-02'`.execute(
    demo.db,
  )
  const { status, text, html } = await seen(await browser.get('/supply'))
  expect(status).toBe(200)
  expect(text).toContain('Dieser Tag ist schon vorbei. Der früheste ist der 13. Februar 2026.')
  expect(html).toMatch(/<input id="startOn"[^>]*value="2026-02-10"[^>]*aria-invalid="true"/)
})

describe('a supplier that is nobody’s name', () => {
  test('comes back with those that could be meant, each one press away', async () => {
    const browser = await arrived()
    const { status, text, html } = await seen(
      await browser.post('/supply', { ...change, previousSupplier: 'strom' }),
    )
    expect(status).toBe(422)
    expect(text).toContain('Diesen Anbieter kennen wir nicht.')
    const button = /name="previousSupplier" value="(\d{13})" class="button plain">Grundstrom Berlin AG/.exec(
      html,
    )
    // As a browser sends it: what was typed, then the button that was pressed.
    const form = new URLSearchParams({ ...change, previousSupplier: 'strom' })
    form.append('previousSupplier', button?.[1] ?? '')
    const answer = await browser.send('/supply', { method: 'POST', body: form })
    expect(answer.headers.get('location')).toBe('/person')
  })

  test('with none like it says so', async () => {
    const { text } = await post({ ...change, previousSupplier: 'Xyz & Söhne' })
    expect(text).toContain('Wählen Sie einen aus der Liste.')
    expect(text).not.toContain('Meinten Sie')
  })
})

describe('the search for suppliers', () => {
  test('answers options, found by any part of the name', async () => {
    const browser = await arrived()
    const { html, status } = await seen(await browser.get('/suppliers?q=grund'))
    expect([status, html]).toEqual([200, '<option value="Grundstrom Berlin AG"></option>'])
    for (const typed of ['', '%25', '%00', '9'.repeat(3000)]) {
      const answer = await seen(await browser.get(`/suppliers?q=${typed}`))
      expect([answer.status, answer.html]).toEqual([200, ''])
    }
  })
})

describe('bad input', () => {
  test.each([
    [{}, ['Wählen Sie, ob Sie wechseln', 'Geben Sie die Zählernummer ein', 'wann es losgehen soll']],
    [{ ...change, previousSupplier: ' ' }, ['Nennen Sie Ihren bisherigen Anbieter.']],
    [{ ...change, meterNumber: 'abc' }, ['Eine Zählernummer hat 4 bis 20']],
    [{ ...change, malo: '41373559242' }, ['eine Ziffer falsch oder vertauscht']],
    [{ ...change, malo: '123' }, ['Eine MaLo-ID hat elf Ziffern']],
    [{ ...change, start: 'on' }, ['Wählen Sie den Tag']],
    [{ ...change, start: 'on', startOn: '30.02.2026' }, ['Schreiben Sie ihn so: 13.02.2026.']],
    [
      { ...change, start: 'on', startOn: '2026-02-10' },
      ['schon vorbei. Der früheste ist der 13. Februar 2026.'],
    ],
    [{ ...change, start: 'on', startOn: '2026-02-12' }, ['Der früheste Tag ist der 13. Februar 2026.']],
    [{ ...change, start: 'on', startOn: '2028-02-02' }, ['Der späteste Tag ist der 1. Februar 2028.']],
    [{ ...change, meterNumber: '<b>1234' }, ['Eine Zählernummer hat']],
  ])('%j says what is wrong', async (fields, words) => {
    const { status, text, html } = await post(fields)
    expect(status).toBe(422)
    for (const word of words) expect(text).toContain(word)
    expect(html).not.toMatch(/checkoutOffer\.|<b>1234/)
  })

  test('a day that a date field cannot hold comes back as text', async () => {
    const { html } = await post({ ...change, start: 'on', startOn: 'übermorgen' })
    expect(html).toMatch(/name="startOn" type="text" value="übermorgen"/)
  })
})

describe('feeding in', () => {
  test('begins on the first of a month, a month ahead, and asks for no supplier', async () => {
    const { text, html } = await seen(await (await arrived('sonnwerk-solar')).get('/supply'))
    expect(text).toContain('Frühestens am 1. April 2026.')
    expect(text).toContain('Der Abnehmer von Solarstrom wechselt immer zum Ersten eines Monats')
    expect(html).not.toContain('previousSupplier')
    expect([...html.matchAll(/<option value="([\d-]+)"/g)].map(([, day]) => day)).toEqual([
      '2026-04-01',
      '2026-05-01',
      '2026-06-01',
      '2026-07-01',
      '2026-08-01',
      '2026-09-01',
      '2026-10-01',
      '2026-11-01',
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
    ])
  })

  test('refuses any other day', async () => {
    const fields = { meterNumber: '1APA0195124010', start: 'on' }
    const refused = await post({ ...fields, startOn: '2026-04-02' }, 'sonnwerk-solar')
    expect([refused.status, refused.text.includes('nur am Ersten eines Monats')]).toEqual([422, true])
    const early = await post({ ...fields, startOn: '2026-03-01' }, 'sonnwerk-solar')
    expect([early.status, early.text.includes('Der früheste Tag ist der 1. April 2026.')]).toEqual([
      422,
      true,
    ])
    const taken = await post({ ...fields, startOn: '2026-05-01' }, 'sonnwerk-solar')
    expect(taken.location).toBe('/person')
  })
})
