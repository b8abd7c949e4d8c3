import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { QUARTER_MS } from '../../domain/local-time.ts'
import { exactPrice } from './exact-price.ts'
import { type PricedInterval, refusedAt } from './price-series.ts'

/** The bidding zones whose EIC code we know; for another the document is only checked against itself. */
const EIC_OF_AREA: Record<string, string> = {
  'DE-LU': '10Y1001A1001A82H',
  AT: '10YAT-APG------L',
}

const RESOLUTIONS = new Map([
  ['PT15M', QUARTER_MS],
  ['PT60M', 4 * QUARTER_MS],
])

/** A period is a day, or at most a month; what is left out in a longer one would be filled without end. */
const MOST_POSITIONS = 31 * 100

const period = z.object({
  timeInterval: z.object({ start: z.string(), end: z.string() }),
  resolution: z.string(),
  Point: z.array(z.object({ position: z.string(), 'price.amount': z.string() })),
})

const timeSeries = z.object({
  'in_Domain.mRID': z.string(),
  'out_Domain.mRID': z.string(),
  'contract_MarketAgreement.type': z.string().optional(),
  'classificationSequence_AttributeInstanceComponent.position': z.string().optional(),
  'currency_Unit.name': z.string(),
  'price_Measure_Unit.name': z.string(),
  curveType: z.string().optional(),
  Period: z.array(period),
})
type TimeSeries = z.output<typeof timeSeries>
type Period = z.output<typeof period>

const publication = z.object({ type: z.string(), TimeSeries: z.array(timeSeries).default([]) })
const acknowledgement = z.object({ Reason: z.array(z.object({ code: z.string(), text: z.string() })) })

const LISTS = new Set(['TimeSeries', 'Period', 'Point', 'Reason'])

/**
 * ENTSO-E's document A44. Of several auctions for one zone the first in the classification is the coupled day-ahead
 * auction; the order in the document says nothing. An answer without data is a document of its own: no intervals.
 */
export function parseEntsoe(content: string, area?: string): PricedInterval[] {
  const root = readXml(content)
  if ('Acknowledgement_MarketDocument' in root) return acknowledged(root['Acknowledgement_MarketDocument'])
  const document = publication.safeParse(root['Publication_MarketDocument'])
  if (!document.success) {
    const [issue] = document.error.issues
    const place = issue?.path.map((part) => (typeof part === 'number' ? part + 1 : String(part))).join(' ')
    throw refusedAt(
      `the element ${place || 'at the root'}`,
      'This is not the shape of ENTSO-E’s document A44.',
    )
  }
  if (document.data.type !== 'A44')
    throw refusedAt('the element type', `Day-ahead prices are document A44, not ${document.data.type}.`)
  const dayAhead = document.data.TimeSeries.map((series, index) => ({ series, index })).filter(({ series }) =>
    isDayAhead(series),
  )
  if (dayAhead.length === 0)
    throw refusedAt('the file', 'It holds no series of the day-ahead auction (A01, classification 1).')
  const expected = EIC_OF_AREA[area ?? ''] ?? dayAhead[0]?.series['in_Domain.mRID']
  return dayAhead
    .flatMap(({ series, index }) => {
      const where = `TimeSeries ${index + 1}`
      checkSeries(series, expected, where)
      return series.Period.flatMap((period) => intervalsOf(period, series.curveType === 'A03', where))
    })
    .toSorted((one, other) => one.from - other.from)
}

const isDayAhead = (series: TimeSeries): boolean =>
  (series['classificationSequence_AttributeInstanceComponent.position'] ?? '1') === '1' &&
  (series['contract_MarketAgreement.type'] ?? 'A01') === 'A01'

function checkSeries(series: TimeSeries, area: string | undefined, where: string): void {
  const [currency, unit] = [series['currency_Unit.name'], series['price_Measure_Unit.name']]
  if (currency !== 'EUR' || unit !== 'MWH')
    throw refusedAt(where, `Prices come in EUR/MWh, not in ${currency}/${unit}.`)
  for (const domain of [series['in_Domain.mRID'], series['out_Domain.mRID']]) {
    if (domain !== area) throw refusedAt(where, `It is of the area ${domain}, not of ${area}.`)
  }
}

/** A position that is left out has the price of the one before it where the curve says so (A03). */
function intervalsOf(
  { timeInterval, resolution, Point }: Period,
  isVariable: boolean,
  series: string,
): PricedInterval[] {
  const inPeriod = `${series}, period from ${timeInterval.start}`
  const length = RESOLUTIONS.get(resolution)
  if (length === undefined)
    throw refusedAt(inPeriod, `Its resolution is ${resolution}, not a quarter-hour or an hour.`)
  const [start, end] = [instantOf(timeInterval.start, inPeriod), instantOf(timeInterval.end, inPeriod)]
  const count = (end - start) / length
  if (!Number.isInteger(count) || count < 1 || count > MOST_POSITIONS)
    throw refusedAt(inPeriod, `Its end ${timeInterval.end} does not fit its resolution ${resolution}.`)
  const prices: number[] = []
  const fillTo = (position: number, where: string) => {
    const before = prices.at(-1)
    if (prices.length >= position) return
    if (!isVariable || before === undefined)
      throw refusedAt(where, `Position ${prices.length + 1} is missing.`)
    prices.push(...Array.from({ length: position - prices.length }, () => before))
  }
  for (const { position: text, 'price.amount': amount } of Point) {
    const where = `${inPeriod}, position ${text}`
    const position = /^\d{1,6}$/.test(text) ? Number(text) : 0
    if (position < 1 || position > count) throw refusedAt(where, `Positions run from 1 to ${count}.`)
    if (position <= prices.length) throw refusedAt(where, 'Positions repeat or are out of order.')
    fillTo(position - 1, where)
    prices.push(exactPrice(amount, 'EUR/MWh', where))
  }
  fillTo(count, inPeriod)
  return prices.map((microEurPerKwh, index) => {
    const from = start + index * length
    return { from, to: from + length, microEurPerKwh, where: `${inPeriod}, position ${index + 1}` }
  })
}

function acknowledged(document: unknown): PricedInterval[] {
  const parsed = acknowledgement.safeParse(document)
  const text = parsed.success ? parsed.data.Reason.map((reason) => reason.text).join(' ') : 'no reason given'
  if (/no matching data/i.test(text)) return []
  throw refusedAt('the file', `ENTSO-E answers without prices: ${text}`)
}

function readXml(content: string): Record<string, unknown> {
  const validity = XMLValidator.validate(content)
  if (validity !== true)
    throw refusedAt(`line ${validity.err.line}`, `The XML cannot be read: ${validity.err.msg}`)
  const parser = new XMLParser({
    removeNSPrefix: true,
    ignoreAttributes: true,
    // Decimals are read digit by digit, and nothing is expanded that a stranger defined.
    parseTagValue: false,
    processEntities: false,
    isArray: (name) => LISTS.has(name),
  })
  return parser.parse(content) as Record<string, unknown>
}

function instantOf(text: string, where: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch {
    throw refusedAt(where, `“${text}” is no instant in UTC.`)
  }
}
