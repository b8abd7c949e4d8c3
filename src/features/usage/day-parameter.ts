import { z } from '@hono/zod-openapi'
import { type Day, parseDay } from '../../domain/local-time.ts'

/** A Berlin day in the query of a request. */
export const dayParameter = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'Write a day as YYYY-MM-DD.', abort: true })
  .refine(isDay, { error: 'There is no such day.' })

/** What has the shape of a day and is none, 2026-02-30, is told apart from what has another shape. */
function isDay(text: string): text is Day {
  try {
    parseDay(text)
    return true
  } catch {
    return false
  }
}
