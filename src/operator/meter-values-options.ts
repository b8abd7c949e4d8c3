import type { Command } from 'commander'
import { CODE_PAGES } from '../features/meter-values/code-page.ts'
import { UNITS } from '../features/meter-values/load-profile-numbers.ts'
import { type LoadProfileOptions, TIMESTAMPS, ZONES } from '../features/meter-values/load-profile-options.ts'
import type { Input } from './input.ts'

/** What settles a question that a load profile leaves open, or overrules what would be recognised. */
export interface ImportFlags {
  unit?: string
  timestamps?: string
  separator?: string
  decimal?: string
  encoding?: string
  zone?: string
  column?: string
  status?: string
}

const SEPARATOR_NAMES = { semicolon: ';', comma: ',', tab: '\t', bar: '|' } as const
const DECIMAL_NAMES = { comma: ',', point: '.' } as const
const STATUSES = ['final', 'preliminary', 'substitute'] as const

export const addImportOptions = (command: Command): Command =>
  command
    .option('--unit <unit>', `what the values are: ${UNITS.join(', ')}`)
    .option('--timestamps <which>', `a row’s time is the ${TIMESTAMPS.join(' or the ')} of its quarter-hour`)
    .option('--separator <name>', `between columns: ${Object.keys(SEPARATOR_NAMES).join(', ')}`)
    .option('--decimal <sign>', `before the decimals: ${Object.keys(DECIMAL_NAMES).join(' or ')}`)
    .option('--encoding <name>', `code page: ${CODE_PAGES.join(', ')}`)
    .option('--zone <zone>', 'local (with summer time), cet (winter time all year) or utc')
    .option('--column <heading or number>', 'the column with the values')
    .option('--status <status>', `of all values, whatever the file says: ${STATUSES.join(', ')}`)

export function readImportOptions(input: Input, flags: ImportFlags): LoadProfileOptions {
  const choose = <Value extends string>(
    flag: string,
    text: string | undefined,
    values: readonly Value[],
  ): Value | undefined => {
    const found = values.find((value) => value.toLowerCase() === text?.toLowerCase())
    if (text !== undefined && found === undefined) input.add(flag, `must be one of: ${values.join(', ')}`)
    return found
  }
  const unit = choose('--unit', flags.unit, UNITS)
  const timestamps = choose('--timestamps', flags.timestamps, TIMESTAMPS)
  const separator = choose('--separator', flags.separator, ['semicolon', 'comma', 'tab', 'bar'] as const)
  const decimal = choose('--decimal', flags.decimal, ['comma', 'point'] as const)
  const codePage = choose('--encoding', flags.encoding, CODE_PAGES)
  const zone = choose('--zone', flags.zone, ZONES)
  const status = choose('--status', flags.status, STATUSES)
  return {
    ...(unit && { unit }),
    ...(timestamps && { timestamps }),
    ...(separator && { separator: SEPARATOR_NAMES[separator] }),
    ...(decimal && { decimal: DECIMAL_NAMES[decimal] }),
    ...(codePage && { codePage }),
    ...(zone && { zone }),
    ...(flags.column !== undefined && { column: flags.column }),
    ...(status && { status }),
  }
}
