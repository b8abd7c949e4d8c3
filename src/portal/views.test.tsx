import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { allViews, draw } from '../../tests/support/view-gallery.tsx'
import { invoiceLists, paidInvoice } from '../../tests/support/view-samples-invoices.ts'
import { dynamicOverview } from '../../tests/support/view-samples-overview.ts'
import { sampleBrand, samplePage } from '../../tests/support/view-samples-page.ts'
import { NORDLICHT_BRAND, SONNWERK_BRAND } from '../demo/brands.ts'
import { ConfirmView } from './confirm-view.tsx'
import { InvoiceView } from './invoice-view.tsx'
import { InvoicesView } from './invoices-view.tsx'
import { OverviewView } from './overview-view.tsx'
import { StartView } from './start-view.tsx'

const sonnwerk = sampleBrand(SONNWERK_BRAND)
const nordlicht = sampleBrand(NORDLICHT_BRAND)
const views = (locale: 'de' | 'en', brand = sonnwerk) =>
  Promise.all(
    Object.entries(allViews((path, signedIn) => samplePage({ brand, locale, path, signedIn }))).map(
      async ([name, view]) => [name, await draw(view)] as const,
    ),
  )
const german = await views('de')
const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\u00a0/g, ' ')
    .replace(/\s+/g, ' ')

describe('every view', () => {
  it.each(german)('%s keeps to the content security policy, its landmarks and its weight', (_, html) => {
    expect(html.startsWith('<!doctype html><html lang="de" data-scheme="light">')).toBe(true)
    expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)/i)
    expect(html.match(/<h1[\s>]/g)).toHaveLength(1)
    expect(html.match(/<main /g)).toHaveLength(1)
    expect(html).toContain('<a class="skip" href="#content">')
    expect(gzipSync(html).length).toBeLessThan(60_000)
  })

  it.each(german)('%s leaves no text unfilled, and posts only with a token', (_, html) => {
    expect(html).not.toMatch(/\{\{|undefined|NaN|\[object|null/)
    expect(text(html)).not.toMatch(
      /\b(?:overview|invoices|start|login|layout|price|usage|account|identify|mandate|paymentChange|consents?)\.[a-z]/,
    )
    for (const form of html.match(/<form[\s\S]*?<\/form>/g) ?? []) {
      expect(form).toMatch(
        /^<form method="post" action="\/(?:login|login\/code|auth\/confirm|oauth\/consent|logout|preferences|account\/[a-z/-]+|payment-method\/[a-z/]+)"/,
      )
      expect(form).toContain('<input type="hidden" name="csrf" value="csrf-token"/>')
    }
  })

  it('speaks the language asked for, in the appearance asked for', async () => {
    for (const [, html] of await views('en', nordlicht)) {
      expect(html).toContain('<html lang="en" data-scheme="dark">')
      expect(text(html)).not.toMatch(/\b(?:und|Ihre?|nicht|Rechnung|Zurück)\b(?![^ ]*Energie)/)
    }
  })

  it('gives each id once', async () => {
    for (const [name, html] of german) {
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
      expect(new Set(ids).size, name).toBe(ids.length)
    }
  })
})

describe('overview', async () => {
  const page = samplePage({ brand: sonnwerk })
  const html = await draw(<OverviewView page={page} model={dynamicOverview} />)

  it('opens with the answer and the number', async () => {
    expect(text(html)).toContain('Strom ist gerade sehr teuer. Morgen ab 12:15 Uhr kostet er 44 % weniger.')
    expect(text(html)).toContain('55,4 ct/kWh gilt bis 18:30 Uhr')
    expect(text(html)).toContain('Günstigste 3 Stunden morgen, 12:15–15:15 Uhr im Schnitt 30,9 ct/kWh')
  })

  it('says at a glance what yesterday, the month and the next bill cost', () => {
    expect(text(html)).toContain(
      'Gestern 13,2 kWh 4,46 € Oktober bisher 214 kWh 71,22 € Nächste Rechnung etwa 98 € am 17. Nov. Kosten ohne Grundpreis.',
    )
    expect(html.indexOf('class="glance"')).toBeLessThan(html.indexOf('class="plot"'))
  })

  it('says what the next bill rests on', async () => {
    const bill = dynamicOverview.nextBill!
    const shown = async (nextBill: typeof bill) =>
      text(await draw(<OverviewView page={page} model={{ ...dynamicOverview, nextBill }} />))
    expect(await shown(bill)).toContain(
      'Bisher 71,22 € Abbuchung 17. Nov. 2025 Schätzung, hochgerechnet aus den Messwerten bis zum 21. Oktober.',
    )
    const over = await shown({ ...bill, basis: 'values', measuredUntil: '2025-10-31' })
    expect(over).toContain(
      '98,12 € Zeitraum 1.–31. Okt. 2025 Abbuchung 17. Nov. 2025 Der Zeitraum ist zu Ende und gemessen, abgerechnet wird er am 14. November.',
    )
    expect(over).not.toMatch(/Abschlag|Schätzung|etwa 98/)
    expect(await shown({ ...bill, basis: 'instalment', soFarCents: null })).toContain(
      'Abschlag, fester Betrag',
    )
  })

  it('has each price of both days in the table behind the chart', async () => {
    expect(html.match(/<table class="quarters">/g)).toHaveLength(2)
    const cells = html
      .match(/<table class="quarters">[\s\S]*?<\/table>/g)
      ?.flatMap((table) => table.match(/<td>/g) ?? [])
    expect(cells).toHaveLength(192)
  })

  it('names the days of 92 and 100 quarter-hours as grid operators do', async () => {
    const model = { ...dynamicOverview, now: Date.parse('2025-10-26T08:00:00Z') }
    const points = Array.from({ length: 100 }, (_, index) => ({
      startsAt: Date.parse('2025-10-25T22:00:00Z') + index * 900_000,
      microEurPerKwh: 300_000 + index,
    }))
    const autumn = await draw(
      <OverviewView
        page={page}
        model={{ ...model, price: { kind: 'dynamic', points, recent: [], baseFeeCents: 0 } }}
      />,
    )
    expect(autumn).toContain('<th scope="row">02:00A</th>')
    expect(autumn).toContain('<th scope="row">02:00B</th>')
    expect(autumn.match(/<th scope="row">\d\d:00[AB]?<\/th>/g)).toHaveLength(25)
  })

  it('links each open invoice to its page', async () => {
    expect(html).toContain('href="/invoices/inv_1"')
    expect(text(html)).toContain('84,10 € bis 3. November bezahlen')
  })

  it('escapes what people are called', async () => {
    const evil = '<img src=x onerror=alert(1)>'
    const dirty = await draw(
      <OverviewView
        page={{ ...page, customer: { name: evil, email: '"><script>' } }}
        model={{
          ...dynamicOverview,
          contract: { ...dynamicOverview.contract, planName: evil, address: evil },
        }}
      />,
    )
    expect(dirty).not.toContain('<img src=x')
    expect(dirty).not.toContain('"><script>')
    expect(dirty).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('hides navigation and account in a flow', async () => {
    const flow = await draw(<OverviewView page={{ ...page, flow: true }} model={dynamicOverview} />)
    expect(flow).not.toContain('class="nav"')
    expect(flow).not.toContain('account-menu')
    expect(flow).toContain('Zurück zu Sonnwerk-App')
  })
})

describe('invoices', () => {
  const page = samplePage({ brand: sonnwerk, path: '/invoices' })
  const list = async (model: (typeof invoiceLists)[string]) =>
    text(await draw(<InvoicesView page={page} model={model} />))

  it('answers whether anything is to pay', async () => {
    expect(await list(invoiceLists['open']!)).toContain(
      'Eine Rechnung ist offen: 84,10 € bis 3. November 2025.',
    )
    expect(await list(invoiceLists['paid']!)).toContain(
      'Alles bezahlt. Die nächste Rechnung kommt am 10. November 2025.',
    )
    expect(await list(invoiceLists['empty']!)).toContain('Noch keine Rechnungen.')
    const debit = {
      ...invoiceLists['open']!,
      open: [{ id: 'inv_3', totalCents: 8410, dueOn: '2025-11-03', collected: true }],
    }
    expect(await list(debit)).toContain('Eine Rechnung ist offen: 84,10 € buchen wir am 3. November 2025 ab.')
    const late = { ...invoiceLists['open']!, open: [{ id: 'inv_3', totalCents: 8410, dueOn: '2025-10-01' }] }
    expect(await list(late)).toContain(
      'Eine Rechnung ist überfällig: 84,10 € waren am 1. Oktober 2025 fällig.',
    )
    const two = { ...late, open: [...late.open, { id: 'inv_4', totalCents: 1590, dueOn: '2025-11-01' }] }
    expect(await list(two)).toContain('2 Rechnungen sind offen, zusammen 100,00 €.')
  })

  it('does not count money that comes back as owed', async () => {
    const credit = { ...invoiceLists['paid']!, open: [{ id: 'inv_7', totalCents: -1240, dueOn: null }] }
    expect(await list(credit)).toContain('Alles bezahlt.')
  })

  it('shows each line as exactly as it was reckoned, and the sums', async () => {
    const detail = text(await draw(<InvoiceView page={page} model={paidInvoice} />))
    expect(detail).toContain('September 2025: bezahlt am 16. Oktober 2025')
    expect(detail).toContain('Strom zum Börsenpreis 231,412 kWh × Ø 8,912 ct 20,62 €')
    expect(detail).toContain('Grundpreis 30 Tage × 0,284 € 8,52 €')
    expect(detail).toContain('Summe netto 70,68 €')
    expect(detail).toContain('Umsatzsteuer 19 % 13,42 €')
    expect(detail).toContain('Rechnungsbetrag 84,10 €')
    expect(detail).toContain('Ø Preis 36,3 ct/kWh')
    expect(detail).toContain('Vorjahr 247 kWh (−6 %)')
  })
})

describe('the way in', () => {
  it('shows the first letter of the name only, and carries the token in a form', async () => {
    const page = samplePage({ brand: sonnwerk, signedIn: false })
    const html = await draw(
      <ConfirmView page={page} firstName="Marie-Luise" token={'a"b'} next="/invoices/inv_1" />,
    )
    expect(text(html)).toContain('Weiter als M… bei Sonnwerk')
    expect(html).not.toContain('Marie')
    expect(html).toContain('<input type="hidden" name="token_hash" value="a&quot;b"/>')
    expect(html).toContain('<input type="hidden" name="next" value="/invoices/inv_1"/>')
    expect(html).toContain('<form method="post" action="/auth/confirm"')
  })

  it('greets a customer without a contract and leads to people, not to a dead end', async () => {
    const page = { ...samplePage({ brand: sonnwerk }), nav: [] }
    const model = {
      firstName: 'Clara',
      planName: 'Sonnwerk Dynamisch',
      pricing: 'dynamic',
      baseFeeCents: 1556,
      workingPriceMicroEurPerKwh: null,
      markupMicroEurPerKwh: 17_850,
      noticePeriodMonths: 1,
    } as const
    const html = await draw(<StartView page={page} model={model} />)
    expect(text(html)).toContain('Willkommen, Clara. Ihr Tarif steht bereit.')
    expect(text(html)).toContain('15,56 € im Monat')
    expect(html).toContain(
      'href="mailto:hallo@sonnwerk.example?subject=Angebot%20f%C3%BCr%20Sonnwerk%20Dynamisch"',
    )
    expect(html).toContain('href="tel:0301234567"')
  })
})
