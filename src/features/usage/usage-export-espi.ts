import { createHash } from 'node:crypto'
import { element } from '../../documents/xml.ts'
import { QUARTER_MS } from '../../domain/local-time.ts'
import { ESPI, ESPI_QUALITY, espiCost, LOCAL_TIME } from '../../domain/usage-espi.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import type { ExportedDay, ExportedQuarter } from './usage-export.ts'

interface Feed {
  contract: Pick<Contract, 'id' | 'customerId' | 'meterId'> & { terms: Pick<Contract['terms'], 'type'> }
  /** Who hands it out. */
  author: string
  /** ISO 8601. */
  updated: string
}

const ATOM = 'http://www.w3.org/2005/Atom'
const NAMESPACE = 'http://naesb.org/espi'
const QUARTER_SECONDS = QUARTER_MS / 1000

/**
 * The quarter-hours as Green Button: an Atom feed of a usage point, its clock, its meter, what is read, and a block of
 * readings for each day with values. Instants are UTC; LocalTimeParameters say how to turn them into days.
 */
export async function* usageEspi(
  pieces: AsyncIterable<ExportedDay[]>,
  { contract, author, updated }: Feed,
): AsyncGenerator<string> {
  const point = `RetailCustomer/${contract.customerId}/UsagePoint/${contract.id}`
  const meter = `${point}/MeterReading/${contract.meterId}`
  const readingType = `ReadingType/${contract.terms.type}`
  const clock = 'LocalTimeParameters/Europe-Berlin'
  const entry = (self: string, title: string, content: string, related: readonly string[] = []): string =>
    `<entry><id>${uuidOf(self)}</id><link rel="self" href="${self}"/>` +
    `<link rel="up" href="${self.slice(0, self.lastIndexOf('/'))}"/>` +
    related.map((href) => `<link rel="related" href="${href}"/>`).join('') +
    `<title>${title}</title><content type="application/xml">${content}</content>` +
    `<published>${updated}</published><updated>${updated}</updated></entry>\n`

  yield (
    `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="${ATOM}"><id>${uuidOf(`${point}/feed`)}</id>` +
    `<title>Green Button</title><updated>${updated}</updated>` +
    `${element('author', element('name', author))?.markup ?? ''}\n` +
    entry(point, 'Usage point', usagePoint(), [`${point}/MeterReading`, clock]) +
    entry(clock, 'Europe/Berlin', localTime()) +
    entry(meter, 'Quarter-hours', `<MeterReading xmlns="${NAMESPACE}"/>`, [
      `${meter}/IntervalBlock`,
      readingType,
    ]) +
    entry(readingType, 'Energy (Wh)', readingTypeOf(contract.terms.type))
  )
  for await (const days of pieces) {
    yield days
      .map(({ day, quarters }) => {
        const content = intervalBlock(quarters)
        return content && entry(`${meter}/IntervalBlock/${day}`, day, content)
      })
      .join('')
  }
  yield '</feed>\n'
}

const usagePoint = (): string =>
  `<UsagePoint xmlns="${NAMESPACE}"><ServiceCategory><kind>${ESPI.electricity}</kind></ServiceCategory></UsagePoint>`

const localTime = (): string =>
  `<LocalTimeParameters xmlns="${NAMESPACE}"><dstEndRule>${LOCAL_TIME.dstEndRule}</dstEndRule>` +
  `<dstOffset>${LOCAL_TIME.dstOffsetSeconds}</dstOffset><dstStartRule>${LOCAL_TIME.dstStartRule}</dstStartRule>` +
  `<tzOffset>${LOCAL_TIME.tzOffsetSeconds}</tzOffset></LocalTimeParameters>`

/** In the order of the schema, which is alphabetical. */
const readingTypeOf = (type: 'consumption' | 'feed_in'): string =>
  `<ReadingType xmlns="${NAMESPACE}"><accumulationBehaviour>${ESPI.deltaData}</accumulationBehaviour>` +
  `<commodity>${ESPI.commodity}</commodity><currency>${ESPI.currency}</currency>` +
  `<dataQualifier>${ESPI.normal}</dataQualifier><flowDirection>${ESPI.flow[type]}</flowDirection>` +
  `<intervalLength>${QUARTER_SECONDS}</intervalLength><kind>${ESPI.energy}</kind>` +
  `<powerOfTenMultiplier>0</powerOfTenMultiplier><uom>${ESPI.wattHours}</uom></ReadingType>`

/** A day's, or nothing where the day has no values. */
function intervalBlock(quarters: readonly ExportedQuarter[]): string {
  const [first] = quarters
  const readings = quarters.map(reading).join('')
  if (!first || readings === '') return ''
  return (
    `<IntervalBlock xmlns="${NAMESPACE}"><interval><duration>${quarters.length * QUARTER_SECONDS}</duration>` +
    `<start>${first.startsAt / 1000}</start></interval>${readings}</IntervalBlock>`
  )
}

function reading({ startsAt, energyWh, status, costCents }: ExportedQuarter): string {
  if (energyWh === null || status === 'missing') return ''
  const cost = costCents === null ? '' : `<cost>${espiCost(costCents)}</cost>`
  return (
    `<IntervalReading>${cost}<ReadingQuality><quality>${ESPI_QUALITY[status]}</quality></ReadingQuality>` +
    `<timePeriod><duration>${QUARTER_SECONDS}</duration><start>${startsAt / 1000}</start></timePeriod>` +
    `<value>${energyWh}</value></IntervalReading>`
  )
}

/** The same resource has the same id in every feed: a UUID of version 8 made from its path (RFC 9562, 5.8). */
function uuidOf(path: string): string {
  const bytes = createHash('sha256').update(path).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`
}
