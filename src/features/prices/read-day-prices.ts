import { type GatheredDays, gatherDays } from './day-prices.ts'
import { parseJson } from './json-prices.ts'
import { parseAwattar } from './parse-awattar.ts'
import { parseEnergyCharts } from './parse-energy-charts.ts'
import { parseEntsoe } from './parse-entsoe.ts'
import { parsePriceCsv, PRICE_CSV_COLUMNS } from './parse-price-csv.ts'
import { parseSmard } from './parse-smard.ts'
import { type PricedInterval, type PriceFormat, refusedAt } from './price-series.ts'

interface ReadDayPrices extends GatheredDays {
  format: PriceFormat
}

const PARSERS: Record<PriceFormat, (content: string, area?: string) => PricedInterval[]> = {
  smard: parseSmard,
  energy_charts: parseEnergyCharts,
  awattar: parseAwattar,
  entsoe: parseEntsoe,
  csv: parsePriceCsv,
}

/**
 * Whole days of prices from the text of a file or an answer, in the format given or the one its content shows.
 * @throws Failure naming the place and the reason; a text with one fault is refused whole.
 */
export function readDayPrices(
  text: string,
  { format, area }: { format?: PriceFormat | undefined; area?: string } = {},
): ReadDayPrices {
  const content = text.replace(/^\uFEFF/, '').trim()
  if (content === '') throw refusedAt('the file', 'It is empty.')
  if (/^<(!doctype )?html/i.test(content)) throw refusedAt('the file', 'It is a web page, not prices.')
  const read = format ?? recognise(content)
  return { format: read, ...gatherDays(PARSERS[read](content, area)) }
}

function recognise(content: string): PriceFormat {
  if (content.startsWith('<')) return 'entsoe'
  if (content.startsWith('{')) {
    const value = parseJson(content) as object
    if ('series' in value) return 'smard'
    if ('unix_seconds' in value) return 'energy_charts'
    if ('data' in value) return 'awattar'
  }
  const [header = ''] = content.split(/\r?\n/, 1)
  if (PRICE_CSV_COLUMNS.every((column) => header.includes(column))) return 'csv'
  throw refusedAt(
    'the file',
    `It has none of the known shapes: SMARD, Energy-Charts, aWATTar, ENTSO-E’s document A44, or CSV with ${PRICE_CSV_COLUMNS.join(',')}.`,
  )
}
