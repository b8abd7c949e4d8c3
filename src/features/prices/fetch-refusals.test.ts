import { beforeAll, describe, expect, it } from 'vitest'
import { fetchDayPrices } from './fetch-day-prices.ts'
import { pollDayPrices } from './poll-day-prices.ts'
import { type Answer, startFeed, SUNDAY } from './test-price-feed.ts'
import { risingDays, smardFile } from './test-price-files.ts'

let server: Awaited<ReturnType<typeof startFeed>>
beforeAll(async () => {
  server = await startFeed()
})

describe('an answer that is wrong or partial is refused whole, reported, and what is known stays', () => {
  const two = risingDays('2025-10-26', '2025-10-28')
  it.each<[string, 'refused' | 'failed', RegExp, Answer]>([
    [
      'a partial day',
      'refused',
      /: entry 195: 2025-10-27 is not whole: of its 96 quarter-hours the 96th, .* has no price\.$/,
      (_, response) => response.end(smardFile(two).replace(/,\[[^[]*\]\]\}$/, ']}')),
    ],
    [
      'an error page',
      'refused',
      /: the file: It is a web page, not prices\.$/,
      (_, response) =>
        response.setHeader('content-type', 'text/html').end('<!doctype html><html>Sorry</html>'),
    ],
    [
      'an answer cut off',
      'refused',
      /may have been cut off/,
      (_, response) => response.end(smardFile(two).slice(0, 900)),
    ],
    [
      'another shape',
      'refused',
      /not the shape of SMARD/,
      (_, response) => response.end('{"error":"quota"}'),
    ],
    ['an empty answer', 'refused', /It is empty/, (_, response) => response.end()],
    [
      'bytes that are no text',
      'refused',
      /not text in UTF-8/,
      (_, response) => response.end(Buffer.from([0xff, 0xfe, 0x7b])),
    ],
    [
      'an answer without end',
      'refused',
      /: The answer is larger than 4 MB\.$/,
      (_, response) => {
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
        }
        response.on('drain', more)
        more()
      },
    ],
    [
      'an error',
      'failed',
      /: It answers 500\.$/,
      (_, response) => {
        response.statusCode = 500
        response.end(smardFile(two))
      },
    ],
    [
      'no such address',
      'failed',
      /: It answers 404\.$/,
      (_, response) => {
        response.statusCode = 404
        response.end()
      },
    ],
    [
      'a redirect',
      'failed',
      /: It answers 302 and points to elsewhere\.example; set the final address\.$/,
      (_, response) => {
        response.statusCode = 302
        response.setHeader('location', 'https://elsewhere.example/prices?securityToken=s3cret').end()
      },
    ],
    ['no answer', 'failed', /: No answer within 0\.4 s\.$/, () => undefined],
    [
      'an answer that trickles',
      'failed',
      /: No answer within 0\.4 s\.$/,
      (_, response) => response.write('{"series":['),
    ],
    ['a broken line', 'failed', /: It cannot be reached \(\w+\)\.$/, (request) => request.socket.destroy()],
  ])('%s', async (_, outcome, message, respond) => {
    const { fetch, fetches, days } = await server.begin('2025-10-26', respond)
    const before = await days()
    const fetched = await fetch('/?securityToken=s3cret&start={start}', 'smard')
    expect(fetched).toEqual({ outcome, days: [], message: expect.stringMatching(message) })
    expect(fetched.message.startsWith(`${server.host}: `)).toBe(true)
    expect(fetched.message).not.toContain('s3cret')
    expect(await fetches()).toEqual([
      {
        outcome,
        source: 'Bundesnetzagentur, SMARD.de',
        first_day: null,
        last_day: null,
        message: fetched.message,
      },
    ])
    expect(await days()).toEqual(before)
  })

  it('of two weeks, when only the second is wrong', async () => {
    const { fetch, days } = await server.begin('2025-10-24', (request, response) =>
      response.end(
        request.url === '/1760911200000' ? smardFile(risingDays('2025-10-20', '2025-10-27')) : '<html>',
      ),
    )
    const before = await days()
    expect(await fetch('/{week_ms}', 'smard')).toMatchObject({ outcome: 'refused', days: [] })
    expect(await days()).toEqual(before)
  })

  it('nothing listens', async () => {
    const feed = { source: 'smard', url: 'http://127.0.0.1:1/', area: 'NOBODY' } as const
    expect(await fetchDayPrices({ db: server.db, feed, now: SUNDAY })).toMatchObject({
      outcome: 'failed',
      message: expect.stringMatching(/^127\.0\.0\.1:1: It cannot be reached/),
    })
  })

  it('an address with a placeholder that is not known, or no feed at all, is told at once', async () => {
    const { fetch } = await server.begin('2025-10-26', (_, response) => response.end())
    await expect(fetch('/{day}', 'smard')).rejects.toThrow('{day} is not known; there are {start} {end}')
    const none = { db: server.db, feed: undefined, now: SUNDAY }
    await expect(fetchDayPrices(none)).rejects.toThrow('No price feed is set')
    await expect(pollDayPrices(none)).rejects.toThrow('No price feed is set')
    expect(server.asked).toEqual([])
  })
})
