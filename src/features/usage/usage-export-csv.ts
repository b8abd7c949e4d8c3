import type { ExportedDay } from './usage-export.ts'

/**
 * `plain` is RFC 4180 with a decimal point, for programs. `excel` is what Excel and Numbers in a German country open as a
 * table by a double click: semicolons, a decimal comma, and the mark that says UTF-8.
 */
export type CsvStyle = 'plain' | 'excel'

const COLUMNS = ['start_utc', 'start_local', 'kwh', 'status', 'ct_per_kwh', 'cost_eur']
const BYTE_ORDER_MARK = '\uFEFF'

/** The quarter-hours as CSV, a piece for each piece of days. Every line has the same columns; one without a value leaves them empty. */
export async function* usageCsv(
  pieces: AsyncIterable<ExportedDay[]>,
  style: CsvStyle,
): AsyncGenerator<string> {
  const separator = style === 'excel' ? ';' : ','
  const number = (value: number | null, digits: number): string => {
    if (value === null) return ''
    const text = value.toFixed(digits)
    return style === 'excel' ? text.replace('.', ',') : text
  }
  yield `${style === 'excel' ? BYTE_ORDER_MARK : ''}${COLUMNS.join(separator)}\r\n`
  for await (const days of pieces) {
    let text = ''
    for (const { quarters } of days) {
      for (const { utc, local, energyWh, status, priceMicroEurPerKwh, costCents } of quarters) {
        text += [
          utc,
          local,
          number(energyWh && energyWh / 1000, 3),
          status,
          number(priceMicroEurPerKwh && priceMicroEurPerKwh / 10_000, 4),
          number(costCents && costCents / 100, 2),
        ].join(separator)
        text += '\r\n'
      }
    }
    yield text
  }
}
