import { createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import { DIALECTS, exampleLoadProfile } from '../features/meter-values/example-load-profile.ts'
import { type ImportedMeterValues, importMeterValues } from '../features/meter-values/import-meter-values.ts'
import { listMeterValueImports } from '../features/meter-values/queries.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { resolveOrganization } from './lookups.ts'
import { type ImportFlags, addImportOptions, readImportOptions } from './meter-values-options.ts'
import { showImport } from './meter-values-report.ts'
import { formatInstant, type Output } from './output.ts'
import { parseWhole } from './units.ts'

interface ImportOptions extends ImportFlags {
  organization?: string
  meter?: string
  dryRun?: boolean
  skipBadRows?: boolean
}

export function meterValuesCommand(deps: OperatorDeps, output: Output): Command {
  const meterValues = new Command('meter-values').description(
    'quarter-hours and readings as grid and metering operators deliver them',
  )

  const importFiles = meterValues
    .command('import')
    .description(
      'import load profiles (CSV in its many forms) and MSCONS; each file as a whole or not at all',
    )
    .argument('<file...>', 'the files, in the order of their delivery')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--meter <number or location>', 'needed where the file does not name its meter')
    .option('--dry-run', 'show what is recognised and what would be written, and write nothing')
    .option('--skip-bad-rows', 'leave out days with a bad row, report them, and write the others')
  addImportOptions(importFiles).action(async (files: string[], options: ImportOptions) => {
    const input = new Input()
    const reference = input.required('--organization', options.organization)
    const recognised = readImportOptions(input, options)
    input.done()
    const db = await deps.database()
    const organization = await resolveOrganization(db, reference)
    const imports: ImportedMeterValues[] = []
    // What went before a refused file is imported and must be told.
    try {
      for (const file of files) {
        const fileName = basename(file)
        imports.push(
          await importMeterValues(operatorCtx(deps, db, organization.id), {
            fileName,
            content: file,
            options: recognised,
            ...(options.meter !== undefined && { meter: options.meter }),
            dryRun: options.dryRun === true,
            skipBadRows: options.skipBadRows === true,
            onProgress: createProgress(output, fileName),
          }),
        )
      }
    } finally {
      showImport(output, imports)
    }
  })

  meterValues
    .command('list')
    .description('list what was imported, the newest first')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--limit <number>', 'at most so many', '50')
    .action(async (options: { organization?: string; limit: string }) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const limit = input.read('--limit', options.limit, parseWhole) ?? 50
      input.done()
      const db = await deps.database()
      const organization = await resolveOrganization(db, reference)
      output.list(
        await listMeterValueImports(db, organization.id, limit),
        [
          { title: 'IMPORTED', of: ({ importedAt }) => formatInstant(importedAt) },
          { title: 'FILE', of: ({ fileName }) => fileName },
          { title: 'FORMAT', of: ({ format }) => format },
          { title: 'DAYS', of: ({ daysWritten }) => String(daysWritten) },
          { title: 'UNCHANGED', of: ({ daysUnchanged }) => String(daysUnchanged) },
          { title: 'READINGS', of: ({ readingsWritten }) => String(readingsWritten) },
          { title: 'LEFT OUT', of: ({ problems }) => String(problems.length) },
          { title: 'ID', of: ({ id }) => id },
        ],
        'Nothing was imported yet. Try: stromtor meter-values import <file> --organization … --dry-run',
      )
    })

  meterValues
    .command('example')
    .description('write a year of a household (profile H25) as a load profile to try the import with')
    .option('--year <year>', 'the calendar year', '2025')
    .option('--usage <kWh>', 'what the household uses in the year', '3500')
    .option('--dialect <form>', `${DIALECTS.join(', ')}: how the file is written`, 'start')
    .option('--meter <number or location>', 'named in the file, so that the import finds it')
    .option('--out <file>', 'where to; standard output unless given')
    .action(
      async (options: { year: string; usage: string; dialect: string; meter?: string; out?: string }) => {
        const input = new Input()
        const year = input.read('--year', options.year, parseWhole) ?? 0
        if (year < 1990 || year > 2100) input.add('--year', 'must lie between 1990 and 2100')
        const usageKwh = input.read('--usage', options.usage, parseWhole) ?? 0
        const dialect = DIALECTS.find((known) => known === options.dialect)
        if (!dialect) input.add('--dialect', `must be one of: ${DIALECTS.join(', ')}`)
        input.done()
        if (!dialect) return
        const lines = exampleLoadProfile({
          year,
          annualWh: usageKwh * 1000,
          dialect,
          ...(options.meter !== undefined && { location: options.meter }),
        })
        if (options.out === undefined) {
          for (const line of lines) deps.out(`${line}\n`)
          return
        }
        await pipeline(Readable.from(withBreaks(lines)), createWriteStream(options.out))
        output.say(`Wrote a year of ${usageKwh} kWh to ${options.out}.`)
      },
    )

  return meterValues
}

function* withBreaks(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`
}

/** A sentence now and then; a file that is done in a moment says nothing. */
function createProgress(output: Output, fileName: string) {
  const startedAt = Date.now()
  let said = startedAt
  return ({ done, total }: { done: number; total: number }) => {
    const now = Date.now()
    if (now - said < 1000) return
    said = now
    output.say(
      `${fileName}: ${Math.floor((done / total) * 100)} %, ${Math.round((now - startedAt) / 1000)} s`,
    )
  }
}
