import { z } from 'zod'
import { refusedAt } from './price-series.ts'

/** JSON of one known shape. @throws Failure naming the shape and the first place that does not fit. */
export function readJson<Schema extends z.ZodType>(
  content: string,
  schema: Schema,
  source: string,
): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(content))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refusedAt(placeOf(issue?.path ?? []), `This is not the shape of ${source}: ${issue?.message ?? ''}.`)
}

export function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw refusedAt('the file', `The JSON cannot be read, it may have been cut off: ${reason}.`)
  }
}

/** `series[5][1]` is what a person calls the sixth entry. */
function placeOf(path: readonly PropertyKey[]): string {
  const [list, index] = path
  if (typeof index === 'number') return `entry ${index + 1} of ${String(list)}`
  return list === undefined ? 'the file' : `the field ${path.map(String).join('.')}`
}

export const entry = (index: number): string => `entry ${index + 1}`

/** Beyond these an instant is a mistake in the unit: seconds for milliseconds, or the other way round. */
const EARLIEST_MS = Date.UTC(2000, 0, 1)
const LATEST_MS = Date.UTC(2100, 0, 1)

export const epochMs = z
  .int()
  .min(EARLIEST_MS, 'an instant in milliseconds was expected')
  .max(LATEST_MS, 'an instant in milliseconds was expected')
