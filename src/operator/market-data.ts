import { Command } from 'commander'
import { parseDay, dayAt } from '../domain/local-time.ts'
import { findPartnerName } from '../features/market-partners/queries.ts'
import { listGridAreas } from '../features/tariffs/find-grid-area.ts'
import { importMarketData } from '../features/tariffs/import-market-data.ts'
import type { OperatorDeps } from './deps.ts'
import { readInputFile } from './input-file.ts'
import { Input } from './input.ts'
import type { Output } from './output.ts'

const WHAT = {
  price_components: 'dated prices',
  grid_areas: 'places and their grids',
  grid_fee_windows: 'hours of § 14a module 3',
  market_partners: 'market partners',
}

export function marketDataCommand(deps: OperatorDeps, output: Output): Command {
  const marketData = new Command('market-data').description(
    'levies, grid fees, metering prices, grid areas, market partners: the same for every organisation',
  )

  marketData
    .command('import')
    .description('import CSV files; which kind each is shows in its header')
    .argument('<file...>', 'such as market-data/nationwide.csv')
    .option('--dry-run', 'check the files and write nothing')
    .action(async (files: string[], { dryRun = false }: { dryRun?: boolean }) => {
      const db = await deps.database()
      const done = []
      for (const file of files) {
        const csv = (await readInputFile(file)).toString('utf8')
        done.push({ file, ...(await importMarketData({ db, now: deps.now() }, { csv, dryRun })) })
      }
      output.list(
        done,
        [
          { title: 'FILE', of: ({ file }) => file },
          { title: 'KIND', of: ({ kind }) => WHAT[kind] },
          { title: 'ROWS', of: ({ rows }) => String(rows) },
        ],
        'No file was given.',
      )
      if (dryRun) output.say('All of it is good. Nothing was written, because of --dry-run.')
    })

  marketData
    .command('places')
    .description('the places of a postal code with their grid operators')
    .argument('<zip>', 'five digits')
    .option('--day <day>', 'as of this day, like 2026-01-01 (today unless given)')
    .action(async (zip: string, options: { day?: string }) => {
      const input = new Input()
      const day = input.read('--day', options.day, parseDay) ?? dayAt(deps.now())
      input.done()
      const db = await deps.database()
      const areas = []
      for (const area of await listGridAreas(db, zip, day)) {
        const operator = await findPartnerName(db, 'grid_operator', area.gridOperatorCode)
        areas.push({ ...area, gridOperator: operator })
      }
      output.list(
        areas,
        [
          { title: 'PLACE', of: ({ place }) => place },
          { title: 'GRID OPERATOR', of: ({ gridOperator }) => gridOperator ?? '(name unknown)' },
          { title: 'CODE', of: ({ gridOperatorCode }) => gridOperatorCode },
          { title: 'SIZE', of: ({ concessionClass }) => concessionClass },
          { title: 'SINCE', of: ({ validFrom }) => validFrom },
        ],
        `No grid area serves ${zip} on ${day}. Import one: stromtor market-data import <file>`,
      )
    })

  return marketData
}
