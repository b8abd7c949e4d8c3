import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readDayPrices } from './read-day-prices.ts'
import {
  awattarAnswer,
  energyChartsAnswer,
  entsoeDocument,
  entsoeSeries,
  hourlyDays,
  priceCsv,
  refusal,
  risingDays,
  smardFile,
} from './test-price-files.ts'

const days = risingDays('2025-10-25', '2025-10-27')
const hourly = hourlyDays('2025-03-29', '2025-03-31')

describe('prices are read from', () => {
  it.each([
    ['smard', smardFile(days)],
    ['energy_charts', energyChartsAnswer(days)],
    ['entsoe', entsoeDocument(entsoeSeries(days))],
    ['csv', priceCsv(days)],
  ])('%s by the quarter-hour, the day of 100 included', (format, text) => {
    expect(readDayPrices(text)).toEqual({ format, days, unpublished: [] })
    expect(readDayPrices(`\uFEFF${text}\r\n`).days.map(({ prices }) => prices.length)).toEqual([96, 100])
  })

  it.each([
    ['awattar', awattarAnswer(hourly)],
    ['entsoe', entsoeDocument(entsoeSeries(hourly, { resolution: 'PT60M' }))],
    [
      'energy_charts',
      JSON.stringify({
        unix_seconds: Array.from({ length: 47 }, (_, hour) => 1_743_202_800 + hour * 3600),
        price: hourly.flatMap(({ prices }) =>
          prices.filter((_, index) => index % 4 === 0).map((price) => price / 1000),
        ),
        unit: 'EUR / MWh',
      }),
    ],
  ])('%s by the hour, each hour for four quarter-hours, the day of 92 included', (format, text) => {
    expect(readDayPrices(text)).toEqual({ format, days: hourly, unpublished: [] })
  })

  it('the real week as SMARD published it', async () => {
    const file = new URL('../../demo/data/smard-de-lu-quarterhour-2025-10-20.json', import.meta.url)
    const text = await readFile(file, 'utf8')
    const { days } = readDayPrices(text)
    expect(days.map(({ day, prices }) => `${day} ${prices.length}`)).toEqual([
      '2025-10-20 96',
      '2025-10-21 96',
      '2025-10-22 96',
      '2025-10-23 96',
      '2025-10-24 96',
      '2025-10-25 96',
      '2025-10-26 100',
    ])
    // The digits of the file itself: “82.95” is 82950.
    const digits = [...text.matchAll(/\[\d{13},(-?\d+)(?:\.(\d+))?\]/g)].map(([, whole, fraction = '']) =>
      Number(`${whole}${fraction.padEnd(3, '0')}`),
    )
    expect(digits).toHaveLength(676)
    expect(days.flatMap(({ prices }) => prices)).toEqual(digits)
  })

  it('a week of SMARD that is not over: the days without a single price are told apart', () => {
    expect(readDayPrices(smardFile(days, ['2025-10-27', '2025-10-28']))).toEqual({
      format: 'smard',
      days,
      unpublished: ['2025-10-27', '2025-10-28'],
    })
  })

  it('CSV rows of the market alone, in EUR/kWh to five decimals', () => {
    const [header, ...rows] = priceCsv(risingDays('2025-10-18', '2025-10-19')).split('\n')
    const forecasts = rows.map((row) => row.replace(/,[^,]*,market$/, ',0.0900000001,forecast'))
    const text = [header, ...rows.flatMap((row, index) => [row, forecasts[index]])].join('\r\n')
    expect(readDayPrices(text).days).toEqual(risingDays('2025-10-18', '2025-10-19'))
  })
})

describe('a file is refused', () => {
  const awattar = awattarAnswer(hourly)
  const csv = priceCsv(days.slice(0, 1))
  it.each<[string, string, string]>([
    ['without content', ' \n', 'the file: It is empty.'],
    ['of the web', '<!DOCTYPE html><html>Sorry</html>', 'the file: It is a web page, not prices.'],
    ['of another kind', 'day;price\n1;2', 'the file: It has none of the known shapes: SMARD, Energy-Charts'],
    ['of another JSON', '{"error":"quota"}', 'the file: It has none of the known shapes'],
    [
      'that was cut off',
      smardFile(days).slice(0, 500),
      'the file: The JSON cannot be read, it may have been cut',
    ],
    [
      'in ct/kWh (Energy-Charts)',
      energyChartsAnswer(days).replace('EUR / MWh', 'ct / kWh'),
      'the field unit: Prices come in EUR/MWh, not in “ct / kWh”.',
    ],
    [
      'with lists of two lengths',
      energyChartsAnswer(days).replace('"price":[', '"price":[1,'),
      'the file: There are 196 instants and 197 prices.',
    ],
    [
      'in GBP (aWATTar)',
      awattar.replace('Eur/MWh', 'GBP/MWh'),
      'entry 1: Prices come in EUR/MWh, not in “GBP/MWh”.',
    ],
    [
      'with intervals that overlap',
      awattar.replace(
        /"end_timestamp":(\d+)/,
        (_, end: string) => `"end_timestamp":${Number(end) - 900_000}`,
      ),
      'entry 2: The quarter-hour from 2025-03-29T00:45:00+01:00 is missing before it.',
    ],
    [
      'with an interval that ends before it begins',
      awattar.replace(
        /"end_timestamp":(\d+)/,
        (_, end: string) => `"end_timestamp":${Number(end) - 3_600_000}`,
      ),
      'entry 1: The interval from 2025-03-29T00:00:00+01:00 ends before it begins.',
    ],
    [
      'with a comma for the point (CSV)',
      csv.replace('-0.00004', '"-0,00004"'),
      'line 3: “-0,00004” is no price in EUR/kWh.',
    ],
    [
      'with six decimals (CSV)',
      csv.replace('0.00004', '0.000045'),
      'line 3: -0.000045 EUR/kWh has more than the 5',
    ],
    [
      'with a bad instant (CSV)',
      csv.replace('2025-10-24T22:15:00Z', '24.10.2025 22:15'),
      'line 2: “24.10.2025 22:15”',
    ],
    ['with a cut row (CSV)', csv.slice(0, -10), 'line 97: Invalid Record Length'],
    [
      'without a column (CSV)',
      csv.replace('price_origin', 'origin'),
      'the file: It has none of the known shapes',
    ],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toContain(message)
  })

  it('that is not of the format named', () => {
    expect(refusal(awattar, { format: 'smard' })).toContain('This is not the shape of SMARD')
    expect(refusal(csv, { format: 'entsoe' })).toContain('The XML cannot be read')
    expect(refusal(awattar, { format: 'csv' })).toContain('line 1: Invalid Opening Quote')
  })
})
