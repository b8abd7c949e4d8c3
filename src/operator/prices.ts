import { Command, Option } from 'commander'
import { Failure } from '../domain/failure.ts'
import { spanOf } from '../features/prices/day-prices.ts'
import { fetchDayPrices } from '../features/prices/fetch-day-prices.ts'
import { importDayPrices, type ImportedDayPrices } from '../features/prices/import-day-prices.ts'
import { PRICE_FORMATS, type PriceFormat } from '../features/prices/price-series.ts'
import { type AreaStatus, listAreaStatus, listPriceFetches } from '../features/prices/price-status.ts'
import type { OperatorDeps } from './deps.ts'
import { readInputFile } from './input-file.ts'
import { InvalidInput } from './input.ts'
import { formatInstant, type Output, type Row } from './output.ts'

interface ImportOptions {
  area: string
  format?: PriceFormat
  source?: string
  dryRun?: boolean
}

/** How many attempts `prices status` shows. */
const SHOWN_FETCHES = 10

export function pricesCommand(deps: OperatorDeps, output: Output): Command {
  const prices = new Command('prices').description(
    'day-ahead prices of the exchange: the same for every organisation',
  )

  prices
    .command('import')
    .description('import a file of day-ahead prices, whole days only')
    .argument('<file>', 'as SMARD, Energy-Charts, aWATTar or ENTSO-E (A44) publish it, or CSV')
    .option('--area <area>', 'market area', 'DE-LU')
    .addOption(new Option('--format <format>', 'read from the content unless given').choices(PRICE_FORMATS))
    .option('--source <text>', 'who published the prices; follows from the format unless given')
    .option('--dry-run', 'check the file, say what would change, and write nothing')
    .action(async (file: string, options: ImportOptions) => {
      const content = decode(file, await readInputFile(file))
      const imported = await inFile(file, async () =>
        importDayPrices(await deps.database(), { ...options, content, now: deps.now() }),
      )
      output.one({ file, ...imported }, importRows(file, imported, options.dryRun))
      if (imported.unpublished.length > 0)
        output.say(`Without a price yet, and left out: ${spanOf(imported.unpublished)}.`)
      if (options.dryRun) output.say('All of it is good. Nothing was written, because of --dry-run.')
    })

  prices
    .command('fetch')
    .description('ask the price feed (PRICE_SOURCE, PRICE_URL) for the days that are missing up to tomorrow')
    .action(async () => {
      const feed = deps.config().priceFeed
      const fetched = await fetchDayPrices({ db: await deps.database(), feed, now: deps.now() })
      output.one(fetched, [
        ['Outcome', fetched.outcome],
        ['Days stored', fetched.days.length > 0 ? spanOf(fetched.days) : '-'],
        ['Message', fetched.message],
      ])
      if (fetched.outcome === 'refused' || fetched.outcome === 'failed')
        throw new Failure('INTERNAL_SERVER_ERROR', 'No price was stored; what is known stays as it is.')
    })

  prices
    .command('status')
    .description('which days are known, where days are missing, and how the last fetches ended')
    .action(async () => {
      const db = await deps.database()
      const [areas, fetches] = [await listAreaStatus(db), await listPriceFetches(db, SHOWN_FETCHES)]
      output.one({ areas, fetches }, [
        ...areas.flatMap(areaRows),
        ...fetches.map((fetch): Row => {
          const what = fetch.message === null ? '' : `: ${fetch.message}`
          return [`Fetch ${formatInstant(fetch.fetchedAt)}`, `${fetch.area} ${fetch.outcome}${what}`]
        }),
        ...(areas.length === 0 ? [['Prices', 'none yet; stromtor prices import <file>'] as const] : []),
      ])
    })

  return prices
}

/** Prices come in ASCII; what is no UTF-8 is another kind of file or was saved in another code page. */
function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new InvalidInput([{ flag: file, message: 'is not text in UTF-8' }])
  }
}

/** What is wrong in the file is told with its name in front of the place; a wrong option is told as such. */
async function inFile<Result>(file: string, body: () => Promise<Result>): Promise<Result> {
  try {
    return await body()
  } catch (error) {
    const errors = error instanceof Failure ? (error.errors ?? []) : []
    if (!errors.some(({ field }) => field.includes(' '))) throw error
    throw new InvalidInput(
      errors.map(({ field, message }) => ({ flag: file, message: `${field}: ${message}` })),
    )
  }
}

const importRows = (file: string, imported: ImportedDayPrices, dryRun = false): Row[] => [
  ['File', file],
  ['Format', imported.format],
  ['Area', imported.area],
  ['Source', imported.source],
  ['Days', `${imported.days.length} (${spanOf(imported.days)})`],
  [dryRun ? 'To write' : 'Written', String(imported.written)],
  ['Unchanged', String(imported.unchanged)],
]

function areaRows({ area, firstDay, lastDay, days, demoDays, correctedDays, gaps }: AreaStatus): Row[] {
  const remarks = [
    ...(demoDays > 0 ? [`${demoDays} made up for the demo`] : []),
    ...(correctedDays > 0 ? [`${correctedDays} corrected later`] : []),
  ]
  const remark = remarks.length > 0 ? `, ${remarks.join(', ')}` : ''
  return [
    [area, `${days} days, ${firstDay} to ${lastDay}${remark}`],
    ...gaps.map(({ from, to }): Row => [`${area} missing`, from === to ? from : `${from} to ${to}`]),
  ]
}
