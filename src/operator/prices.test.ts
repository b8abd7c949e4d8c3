import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'
import { instantAt } from '../domain/local-time.ts'
import { risingDays, smardFile } from '../features/prices/test-price-files.ts'
import type { OperatorDeps } from './deps.ts'

const REAL_WEEK = fileURLToPath(
  new URL('../demo/data/smard-de-lu-quarterhour-2025-10-20.json', import.meta.url),
)
const NOW = instantAt('2025-10-29', '13:10')

let folder: string
let feedUrl = ''
let feedAnswer = ''
const server = createServer((_, response) => response.end(feedAnswer))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stromtor-prices-'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  feedUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/{start}`
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true, force: true })
})

const config =
  (priceFeed: ReturnType<OperatorDeps['config']>['priceFeed']): OperatorDeps['config'] =>
  () => ({
    isHttps: true,
    portalDomain: 'portal.example.com',
    checkoutDomain: 'checkout.example.com',
    signingKeysFile: '/nowhere/keys.json',
    priceFeed,
  })

async function fileWith(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

describe('prices import', () => {
  it('imports the real week with one command, and a second time changes nothing', async () => {
    const { operator, json, db } = await createOperator({ now: () => NOW })
    expect(await operator('prices', 'import', REAL_WEEK, '--dry-run')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^To write {3}7\nUnchanged {2}0\n/m),
      err: 'All of it is good. Nothing was written, because of --dry-run.\n',
    })
    expect(await db.selectFrom('market_prices').select('day').execute()).toEqual([])
    expect(await operator('prices', 'import', REAL_WEEK)).toEqual({
      exitCode: 0,
      err: '',
      out: `File       ${REAL_WEEK}
Format     smard
Area       DE-LU
Source     Bundesnetzagentur, SMARD.de
Days       7 (2025-10-20 to 2025-10-26)
Written    7
Unchanged  0
`,
    })
    expect(await json('prices', 'import', REAL_WEEK)).toMatchObject({ written: 0, unchanged: 7 })
    const rows = await db.selectFrom('market_prices').select(['day', 'prices']).orderBy('day').execute()
    expect([rows[0]?.prices[0], rows[6]?.prices.length]).toEqual([82_950, 100])
  })

  it('names file, place and reason of what cannot be used, and writes nothing', async () => {
    const { operator, db } = await createOperator({ now: () => NOW })
    const days = risingDays('2025-10-24', '2025-10-26')
    const cut = await fileWith('cut.json', smardFile(days).replace(/,\[[^[]*\]\]\}$/, ']}'))
    const refused = async (...args: string[]) => {
      const { exitCode, out, err } = await operator('prices', 'import', ...args)
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' })
      return err
    }
    expect(await refused(cut, '--area', 'AT')).toBe(
      `Not done: ${cut}: entry 191: 2025-10-25 is not whole: of its 96 quarter-hours the 96th, from 2025-10-25T23:45:00+02:00, has no price.\n`,
    )
    const latin = await fileWith('latin.csv', Buffer.from('start;ende;pr\xe4is', 'latin1'))
    expect(await refused(latin)).toBe(`Not done: ${latin}: is not text in UTF-8\n`)
    expect(await refused(join(folder, 'none.json'))).toContain('there is no file')
    expect(await refused(folder)).toContain('cannot be read (EISDIR)')
    const good = await fileWith('good.json', smardFile(days))
    expect(await refused(good, '--area', 'Germany')).toBe(
      'Not done: --area: “Germany” is no market area; it is written like DE-LU.\n',
    )
    expect(await refused(good, '--format', 'excel')).toContain('Allowed choices are smard, energy_charts')
    expect(await refused(good, '--format', 'entsoe')).toContain('The XML cannot be read')
    expect(await db.selectFrom('market_prices').select('day').where('area', '=', 'AT').execute()).toEqual([])
  })

  it('says which days of a week that is not over it left out', async () => {
    const { operator } = await createOperator({ now: () => NOW })
    const file = await fileWith(
      'week.json',
      smardFile(risingDays('2025-10-27', '2025-10-29'), ['2025-10-29']),
    )
    const { exitCode, out, err } = await operator('prices', 'import', file, '--source', 'Archive')
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: 'Without a price yet, and left out: 2025-10-29.\n',
    })
    expect(out).toMatch(/Source {5}Archive\nDays {7}2 \(2025-10-27 to 2025-10-28\)\nWritten {4}2\n/)
  })
})

describe('prices fetch and status', () => {
  it('say how it went, and exit with 1 when nothing could be used', async () => {
    const feed = { source: 'smard', url: feedUrl, area: 'FEED' } as const
    let now = NOW
    const { operator, json } = await createOperator({ config: config(feed), now: () => now })
    feedAnswer = smardFile(risingDays('2025-10-27', '2025-10-30'))
    expect(await operator('prices', 'fetch')).toEqual({
      exitCode: 0,
      err: '',
      out: `Outcome      stored
Days stored  2025-10-27 to 2025-10-29
Message      Stored 2025-10-27 to 2025-10-29. Not published: 2025-10-16 to 2025-10-26, 2025-10-30.
`,
    })
    now = NOW.add({ minutes: 5 })
    feedAnswer = '<html>'
    const refused = await operator('prices', 'fetch', '--json')
    expect(refused).toMatchObject({
      exitCode: 1,
      err: 'Not done: No price was stored; what is known stays as it is.\n',
    })
    expect(JSON.parse(refused.out)).toMatchObject({ outcome: 'refused', days: [] })

    const file = await fileWith('earlier.json', smardFile(risingDays('2025-10-20', '2025-10-22')))
    await json('prices', 'import', file, '--area', 'FEED')
    const { areas, fetches } = (await json('prices', 'status')) as { areas: object[]; fetches: object[] }
    expect(areas).toContainEqual({
      area: 'FEED',
      firstDay: '2025-10-20',
      lastDay: '2025-10-29',
      days: 5,
      demoDays: 0,
      correctedDays: 0,
      gaps: [{ from: '2025-10-22', to: '2025-10-26' }],
    })
    expect(fetches).toMatchObject([
      { area: 'FEED', outcome: 'refused', firstDay: null },
      { area: 'FEED', outcome: 'stored', firstDay: '2025-10-27', lastDay: '2025-10-29' },
    ])
    const { out } = await operator('prices', 'status')
    expect(out).toMatch(/^FEED {20,}5 days, 2025-10-20 to 2025-10-29$/m)
    expect(out).toMatch(/^FEED missing {2,}2025-10-22 to 2025-10-26$/m)
    expect(out).toMatch(/^Fetch 2025-10-29 12:10 UTC {2}FEED stored: Stored 2025-10-27 to 2025-10-29\./m)
  })

  it('without a feed there is nothing to fetch', async () => {
    const { operator } = await createOperator({ config: config(undefined) })
    expect(await operator('prices', 'fetch')).toMatchObject({
      exitCode: 2,
      err: 'Not done: the setting PRICE_URL: No price feed is set: set PRICE_SOURCE and PRICE_URL.\n',
    })
  })
})
