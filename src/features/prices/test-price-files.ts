import { Failure } from '../../domain/failure.ts'
import {
  addDays,
  type Day,
  daysInRange,
  quarterCount,
  quarterStarts,
  QUARTER_MS,
  startOfDay,
} from '../../domain/local-time.ts'
import type { DayPrices } from './day-prices.ts'
import { readDayPrices } from './read-day-prices.ts'

/** Days whose prices rise by a cent per MWh with each quarter-hour, and begin below zero. */
export function risingDays(from: Day, to: Day): DayPrices[] {
  return daysInRange(from, to).map((day, number) => ({
    day,
    prices: Array.from({ length: quarterCount(day) }, (_, index) => (number * 1000 + index - 5) * 10),
  }))
}

/** The same days with one price an hour. */
export const hourlyDays = (from: Day, to: Day): DayPrices[] =>
  risingDays(from, to).map(({ day, prices }) => ({
    day,
    prices: prices.map((_, index) => prices[index - (index % 4)] ?? 0),
  }))

const eurPerMwh = (microEurPerKwh: number): number => microEurPerKwh / 1000
const pairs = (days: readonly DayPrices[]): [number, number][] =>
  days.flatMap(({ day, prices }) =>
    quarterStarts(day).map((start, index): [number, number] => [
      start.epochMilliseconds,
      eurPerMwh(prices[index] ?? 0),
    ]),
  )

/** SMARD's file: `empty` are days at its end without prices. */
export const smardFile = (days: readonly DayPrices[], empty: readonly Day[] = []): string =>
  JSON.stringify({
    meta_data: { version: 1, created: 1_761_815_321_883 },
    series: [
      ...pairs(days),
      ...empty.flatMap((day) => quarterStarts(day).map((start) => [start.epochMilliseconds, null])),
    ],
  })

export const energyChartsAnswer = (days: readonly DayPrices[]): string =>
  JSON.stringify({
    license_info: 'CC BY 4.0 (creativecommons.org/licenses/by/4.0) from Bundesnetzagentur | SMARD.de',
    unix_seconds: pairs(days).map(([at]) => at / 1000),
    price: pairs(days).map(([, price]) => price),
    unit: 'EUR / MWh',
    deprecated: false,
  })

export const awattarAnswer = (days: readonly DayPrices[]): string =>
  JSON.stringify({
    object: 'list',
    data: pairs(days)
      .filter((_, index) => index % 4 === 0)
      .map(([at, price]) => ({
        start_timestamp: at,
        end_timestamp: at + 4 * QUARTER_MS,
        marketprice: price,
        unit: 'Eur/MWh',
      })),
  })

export const priceCsv = (days: readonly DayPrices[]): string =>
  [
    'start,end,price,price_origin',
    ...days.flatMap(({ day, prices }) =>
      quarterStarts(day).map((start, index) => {
        const end = start.add({ minutes: 15 })
        return `${start.toString()},${end.toString()},${((prices[index] ?? 0) / 1_000_000).toFixed(5)},market`
      }),
    ),
  ].join('\n')

export interface Series {
  resolution?: 'PT15M' | 'PT60M'
  curve?: string
  classification?: string
  domain?: string
  currency?: string
  unit?: string
  points?: (position: number, price: string) => string
}

/** ENTSO-E's document with one series a day, positions that repeat the price before them left out. */
export function entsoeSeries(days: readonly DayPrices[], series: Series = {}): string {
  const { resolution = 'PT15M', curve = 'A03', domain = '10Y1001A1001A82H' } = series
  const { classification = '1', currency = 'EUR', unit = 'MWH', points = point } = series
  const step = resolution === 'PT60M' ? 4 : 1
  const minute = (day: Day) => startOfDay(day).toString().replace(':00Z', 'Z')
  return days
    .map(({ day, prices }, number) => {
      const given = prices.filter((_, index) => index % step === 0)
      return `<TimeSeries><mRID>${number + 1}</mRID><auction.type>A01</auction.type><businessType>A62</businessType>
<in_Domain.mRID codingScheme="A01">${domain}</in_Domain.mRID><out_Domain.mRID codingScheme="A01">${domain}</out_Domain.mRID>
<contract_MarketAgreement.type>A01</contract_MarketAgreement.type><currency_Unit.name>${currency}</currency_Unit.name>
<price_Measure_Unit.name>${unit}</price_Measure_Unit.name>
<classificationSequence_AttributeInstanceComponent.position>${classification}</classificationSequence_AttributeInstanceComponent.position>
<curveType>${curve}</curveType><Period><timeInterval><start>${minute(day)}</start><end>${minute(addDays(day, 1))}</end></timeInterval>
<resolution>${resolution}</resolution>${given
        .map((price, index) =>
          curve === 'A03' && given[index - 1] === price ? '' : points(index + 1, eurPerMwh(price).toFixed(2)),
        )
        .join('')}</Period></TimeSeries>`
    })
    .join('\n')
}

const point = (position: number, price: string) =>
  `<Point><position>${position}</position><price.amount>${price}</price.amount></Point>`

export const entsoeDocument = (series: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>
<Publication_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3">
<mRID>67528d12</mRID><revisionNumber>1</revisionNumber><type>A44</type>
${series}
</Publication_MarketDocument>`

export const entsoeNothing = `<?xml version="1.0" encoding="utf-8"?>
<Acknowledgement_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-1:acknowledgementdocument:7:0">
<mRID>a1</mRID><Reason><code>999</code><text>No matching data found for Data item ENERGY_PRICES [12.1.D] (10Y1001A1001A82H, 10Y1001A1001A82H) and interval 2025-10-24T22:00:00.000Z/2025-10-25T22:00:00.000Z.</text></Reason>
</Acknowledgement_MarketDocument>`

/** What is wrong with a text: place and reason of the one error. */
export function refusal(text: string, options?: Parameters<typeof readDayPrices>[1]): string {
  try {
    readDayPrices(text, options)
  } catch (error) {
    if (error instanceof Failure)
      return (error.errors ?? []).map((one) => `${one.field}: ${one.message}`).join('\n')
    throw error
  }
  throw new Error('It was accepted.')
}
