import type { Command } from 'commander'
import { Temporal } from 'temporal-polyfill'
import { parseDay } from '../domain/local-time.ts'
import { explainInvoice, type ExplainedInvoice } from '../features/invoices/explain-invoice.ts'
import { explainInvoiceDay, type ExplainedInvoiceDay } from '../features/invoices/explain-invoice-day.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { findByNumber } from './invoice-files.ts'
import { formatKwh, formatNano, formatQuantity } from './invoices-format.ts'
import type { Output, Row } from './output.ts'
import { formatCentPerKwh, formatEuro } from './units.ts'

/** `invoices explain`: how each line came about, by day, or one day by quarter-hours. */
export function addInvoiceExplanation(invoices: Command, deps: OperatorDeps, output: Output): void {
  invoices
    .command('explain')
    .description('how each line came about: its days with energy, mean price and versions of the figures')
    .argument('<number>', 'the invoice’s number')
    .option('--day <YYYY-MM-DD>', 'one day, quarter-hour by quarter-hour')
    .option('--organization <id or name>', 'whose invoice, where several have the number')
    .action(async (number: string, options: { day?: string; organization?: string }) => {
      const input = new Input()
      const day = input.read('--day', options.day, parseDay)
      input.done()
      const db = await deps.database()
      const { organizationId, customerId, id } = await findByNumber(db, number, options.organization)
      if (day === undefined) {
        const invoice = await explainInvoice(db, organizationId, customerId, id)
        output.one(invoice, rowsOf(invoice))
      } else {
        const explained = await explainInvoiceDay(db, organizationId, customerId, id, day)
        output.one(explained, rowsOfDay(explained))
      }
    })
}

function rowsOf({ number, lines, days }: ExplainedInvoice): Row[] {
  return [
    ['Invoice', number],
    ...lines.map((line): Row => {
      const exact = line.nanoEur === null ? '' : ` = ${formatNano(line.nanoEur)}`
      return [line.kind, `${formatQuantity(line)}${exact} → ${formatEuro(line.netCents)}`]
    }),
    ...days.map((day): Row => [day.day, dayText(day)]),
  ]
}

function dayText(day: ExplainedInvoice['days'][number]): string {
  const exchange =
    day.exchangeNanoEur === 0
      ? ''
      : ` × mean ${formatCentPerKwh(day.meanMicroEurPerKwh)} = ${formatNano(day.exchangeNanoEur)}`
  const versions = [
    day.valueVersion === null ? '' : `, delivery ${day.valueVersion}`,
    day.priceVersion === null ? '' : `, prices ${day.priceVersion}`,
  ]
  return `${formatKwh(day.energyWh)}${exchange} (${day.status}${versions.join('')})`
}

function rowsOfDay(day: ExplainedInvoiceDay): Row[] {
  return [
    [day.day, dayText(day)],
    ...day.quarters.map((quarter): Row => {
      const { startsAt, wh, exchangeMicroEurPerKwh: exchange, nanoEur, status, gridLevel } = quarter
      const price = exchange === null ? '' : ` × ${formatCentPerKwh(exchange)} = ${formatNano(nanoEur)}`
      const level = gridLevel === null ? '' : `, grid ${gridLevel}`
      return [clock(startsAt), `${formatKwh(wh)}${price} (${status}${level})`]
    }),
  ]
}

/** `02:15 +01:00`: in the night when the clocks go back an hour happens twice. */
function clock(startsAt: number): string {
  const time = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO('Europe/Berlin')
  return `${time.toPlainTime().toString().slice(0, 5)} ${time.offset}`
}
