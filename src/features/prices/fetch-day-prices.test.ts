import { beforeAll, describe, expect, it } from 'vitest'
import { instantAt } from '../../domain/local-time.ts'
import { pollDayPrices } from './poll-day-prices.ts'
import { startFeed, SUNDAY } from './test-price-feed.ts'
import {
  awattarAnswer,
  energyChartsAnswer,
  entsoeDocument,
  entsoeNothing,
  entsoeSeries,
  hourlyDays,
  risingDays,
  smardFile,
} from './test-price-files.ts'

let server: Awaited<ReturnType<typeof startFeed>>
beforeAll(async () => {
  server = await startFeed()
})

describe('the feed is asked for the days that are missing up to tomorrow', () => {
  it('once for all of them, in Berlin days, and they are stored', async () => {
    const { fetch, fetches } = await server.begin('2025-10-26', (_, response) =>
      response.end(energyChartsAnswer(risingDays('2025-10-26', '2025-10-28'))),
    )
    const path =
      '/price?start={start}&end={end}&from={start_ms}&to={end_ms}&periodStart={start_utc}&periodEnd={end_utc}'
    expect(await fetch(path, 'energy_charts')).toEqual({
      outcome: 'stored',
      days: ['2025-10-26', '2025-10-27'],
      message: 'Stored 2025-10-26 to 2025-10-27.',
    })
    expect(server.asked).toEqual([
      '/price?start=2025-10-26&end=2025-10-27&from=1761429600000&to=1761606000000&periodStart=202510252200&periodEnd=202510272300',
    ])
    expect(await fetches()).toEqual([
      {
        outcome: 'stored',
        source: 'Energy-Charts (Bundesnetzagentur, SMARD.de)',
        first_day: '2025-10-26',
        last_day: '2025-10-27',
        message: 'Stored 2025-10-26 to 2025-10-27.',
      },
    ])
    expect(await fetch(path, 'energy_charts')).toMatchObject({
      outcome: 'unchanged',
      message: 'All days up to 2025-10-27 are known.',
    })
    expect(server.asked).toHaveLength(1)
  })

  it('week by week where the feed is kept by weeks; next week’s file may not be there yet', async () => {
    const { fetch, days } = await server.begin('2025-10-24', (request, response) => {
      if (request.url !== '/4169_DE-LU_quarterhour_1760911200000.json') response.statusCode = 404
      response.end(smardFile(risingDays('2025-10-20', '2025-10-27')))
    })
    const path = '/4169_DE-LU_quarterhour_{week_ms}.json'
    expect(await fetch(path, 'smard')).toEqual({
      outcome: 'stored',
      days: ['2025-10-24', '2025-10-25', '2025-10-26'],
      message: 'Stored 2025-10-24 to 2025-10-26. Not published: 2025-10-27.',
    })
    expect(server.asked).toEqual([
      '/4169_DE-LU_quarterhour_1760911200000.json',
      '/4169_DE-LU_quarterhour_1761519600000.json',
    ])
    expect(await fetch(path, 'smard', SUNDAY.add({ minutes: 5 }))).toMatchObject({
      outcome: 'not_published',
      message: 'Not published: 2025-10-27.',
    })
    // The days of that week which were known stay as they were, though the file holds them with other prices.
    const known = (await days()).filter(({ source }) => source === 'known')
    expect([known.length, known.every(({ version }) => version === 1)]).toEqual([11, true])
  })

  it.each([
    ['entsoe', entsoeDocument(entsoeSeries(risingDays('2025-10-27', '2025-10-28')))],
    ['awattar', awattarAnswer(hourlyDays('2025-10-27', '2025-10-28'))],
  ] as const)('in the shape of %s', async (source, body) => {
    const { fetch } = await server.begin('2025-10-27', (_, response) => response.end(body))
    expect(await fetch('/', source)).toMatchObject({ outcome: 'stored', days: ['2025-10-27'] })
  })

  it.each([
    ['an empty list', 'awattar', awattarAnswer([])],
    ['a document that says so', 'entsoe', entsoeNothing],
    ['a day without a single price', 'smard', smardFile([], ['2025-10-27'])],
    ['the days before', 'energy_charts', energyChartsAnswer(risingDays('2025-10-25', '2025-10-27'))],
  ] as const)('and tomorrow is not there yet: %s', async (_, source, body) => {
    const { fetch, fetches, days } = await server.begin('2025-10-27', (_, response) => response.end(body))
    const before = await days()
    expect(await fetch('/', source)).toEqual({
      outcome: 'not_published',
      days: [],
      message: 'Not published: 2025-10-27.',
    })
    expect(await fetches()).toMatchObject([{ outcome: 'not_published', first_day: null, last_day: null }])
    expect(await days()).toEqual(before)
  })
})

it('polling asks when it is time to, and no more once tomorrow is known', async () => {
  const { feed, answerWith } = await server.begin('2025-10-27', (_, response) =>
    response.end(smardFile([], ['2025-10-27'])),
  )
  const poll = (time: string) =>
    pollDayPrices({ db: server.db, feed: feed('/', 'smard'), now: instantAt('2025-10-26', time) })
  expect(await poll('12:44')).toBeNull()
  expect(await poll('12:45')).toMatchObject({ outcome: 'not_published' })
  expect(await poll('12:47')).toBeNull()
  answerWith((_, response) => response.end(smardFile(risingDays('2025-10-27', '2025-10-28'))))
  expect(await poll('12:50')).toMatchObject({ outcome: 'stored', days: ['2025-10-27'] })
  expect(await poll('12:55')).toBeNull()
  expect(server.asked).toHaveLength(2)
})
