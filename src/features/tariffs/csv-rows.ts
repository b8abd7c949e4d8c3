import { CsvError, type Info, parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { Failure, type FieldError } from '../../domain/failure.ts'

/** How many bad lines are told before the rest is only counted. */
const TOLD = 20

/**
 * Reads a CSV with a header line into checked rows. Columns may stand in any order; `#` begins a remark.
 * @throws Failure BAD_REQUEST with an entry for each bad line (`line 7`): an unknown or missing column, a row that is
 *   too short, a value that is none, two rows with the same key. Nothing is answered unless every line is good.
 */
export function readCsvRows<Schema extends z.ZodObject>(
  csv: string,
  schema: Schema,
  keyOf: (row: z.output<Schema>) => string,
): z.output<Schema>[] {
  const problems: FieldError[] = []
  const add = (line: number, message: string) =>
    problems.push({ code: 'custom', field: `line ${line}`, message })
  const rows: z.output<Schema>[] = []
  const lineOf = new Map<string, number>()
  for (const { record, info } of parseCsv(csv, Object.keys(schema.shape), add)) {
    const parsed = schema.safeParse(record)
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) add(info.lines, `${path.join('.')}: ${message}`)
      continue
    }
    const key = keyOf(parsed.data)
    const first = lineOf.get(key)
    if (first === undefined) lineOf.set(key, info.lines)
    else add(info.lines, `says the same again as line ${first}: ${key}`)
    rows.push(parsed.data)
  }
  if (problems.length === 0 && rows.length === 0) add(1, 'There is no row below the header.')
  if (problems.length > 0) throw refused(problems)
  return rows
}

function parseCsv(csv: string, columns: readonly string[], add: (line: number, message: string) => void) {
  try {
    return parse(csv, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
      columns: (header: string[]) => {
        const missing = columns.filter((column) => !header.includes(column))
        const unknown = header.filter((column) => !columns.includes(column))
        if (missing.length > 0) add(1, `The column ${missing.join(', ')} is missing.`)
        if (unknown.length > 0) add(1, `The column ${unknown.join(', ')} is not known.`)
        return header
      },
    }) as unknown as { record: Record<string, string>; info: Info }[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    add(typeof error['lines'] === 'number' ? error['lines'] : 1, error.message)
    return []
  }
}

function refused(problems: readonly FieldError[]): Failure {
  const rest = problems.length - TOLD
  const told = problems.slice(0, TOLD)
  if (rest > 0) told.push({ code: 'custom', field: 'and more', message: `${rest} more lines like these.` })
  return new Failure('BAD_REQUEST', `${problems.length} lines of the file cannot be used.`, { errors: told })
}
