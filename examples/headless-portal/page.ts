import type { Invoice, MeterReading } from '../../sdk/src/index.ts'
import { html, type Markup } from './html.ts'
import type { Account, Contract } from './load-account.ts'

const zone = { timeZone: 'Europe/Berlin' } as const
const euros = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' })
const number = (digits: number) =>
  new Intl.NumberFormat('de-DE', { minimumFractionDigits: digits, maximumFractionDigits: digits })
const [kwh, cents] = [number(1), number(2)]
const date = new Intl.DateTimeFormat('de-DE', { ...zone, dateStyle: 'medium' })
const month = new Intl.DateTimeFormat('de-DE', { ...zone, month: 'long', year: 'numeric' })
const time = new Intl.DateTimeFormat('de-DE', {
  ...zone,
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

const STATUS: Readonly<Record<string, string>> = {
  pending: 'wird vorbereitet',
  active: 'läuft',
  ended: 'beendet',
  open: 'offen',
  paid: 'bezahlt',
  voided: 'storniert',
  uncollectible: 'ausgebucht',
}

const SOURCE: Readonly<Record<string, string>> = {
  customer_report: 'von Ihnen',
  grid_reading: 'vom Netzbetreiber abgelesen',
  grid_estimation: 'vom Netzbetreiber geschätzt',
}

const statusOf = (status: string): string => STATUS[status] ?? status
const day = (timestamp: string): string => date.format(new Date(timestamp))

/** The whole page of one customer. It shows what the API says and reckons nothing by itself. */
export const accountPage = ({ customer, contracts }: Account): Markup =>
  html`<!doctype html>
    <html lang="de">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Ihr Strom</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <h1>Guten Tag, ${customer.first_name} ${customer.last_name}</h1>
        ${contracts.length === 0 ? html`<p>Sie haben noch keinen Vertrag.</p>` : contracts.map(contractPart)}
      </body>
    </html>`

const contractPart = (contract: Contract): Markup => {
  const { subscription, plan } = contract
  const { street, house_number: house, zip, city } = subscription.address
  const facts: [string, string][] = [
    ['Vertrag', subscription.number ?? '–'],
    ['Stand', statusOf(subscription.status)],
    ['Lieferung seit', subscription.start_at === null ? '–' : day(subscription.start_at)],
    ['Adresse', `${street} ${house}, ${zip} ${city}`],
    ['Zähler', subscription.meter.number],
    ['Konto', subscription.payment_method.sepa_debit.iban || 'Überweisung'],
    ['Grundpreis', `${euros.format(plan.price)} im Monat`],
  ]
  return html`<section>
    <h2>${plan.name}</h2>
    <dl>
      ${facts.map(
        ([term, fact]) =>
          html`<dt>${term}</dt>
            <dd>${fact}</dd>`,
      )}
    </dl>
    ${pricePart(contract)} ${usagePart(contract)} ${invoicePart(contract.invoices)}
    ${readingPart(contract.readings)}
  </section>`
}

const table = (name: string, head: string[], rows: (string | Markup)[][], empty: string): Markup =>
  rows.length === 0
    ? html`<h3>${name}</h3>
        <p>${empty}</p>`
    : html`<h3>${name}</h3>
        <table>
          <thead>
            <tr>
              ${head.map((cell) => html`<th>${cell}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  ${row.map((cell) => html`<td>${cell}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>`

const pricePart = ({ prices, subscription }: Contract): Markup =>
  table(
    subscription.type === 'feed_in' ? 'Vergütung' : 'Preise heute und morgen',
    ['ab', 'ct/kWh'],
    prices.items.flatMap(({ timestamp, amount }) =>
      amount === null ? [] : [[time.format(new Date(timestamp)), cents.format(amount)]],
    ),
    'Für heute gibt es keine Preise.',
  )

const usagePart = ({ usage, subscription }: Contract): Markup =>
  table(
    subscription.type === 'feed_in' ? 'Einspeisung' : 'Verbrauch',
    ['Monat', 'kWh'],
    usage.data.map(({ start, usage: used }) => [month.format(new Date(start)), kwh.format(used)]),
    'Noch keine Werte.',
  )

const invoicePart = (invoices: readonly Invoice[]): Markup =>
  table(
    'Rechnungen',
    ['Nummer', 'Zeitraum', 'Betrag', 'Stand'],
    invoices.map(({ id, invoice_number: name, period_start: from, period_end: to, total, status }) => [
      html`<a href="/invoices/${id}">${name}</a>`,
      `${day(from)} bis ${day(to)}`,
      euros.format(total),
      statusOf(status),
    ]),
    'Noch keine Rechnung.',
  )

const readingPart = (readings: readonly MeterReading[]): Markup =>
  table(
    'Zählerstände',
    ['Tag', 'kWh', 'Herkunft'],
    readings.map(({ timestamp, value, type }) => [day(timestamp), kwh.format(value), SOURCE[type] ?? type]),
    'Keine: Ein Smart Meter meldet seine Werte selbst.',
  )
