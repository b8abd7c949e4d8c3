import { z } from '@hono/zod-openapi'
import { type Day, parseDay } from '../../domain/local-time.ts'

/** A Berlin day in the query of a request: one of this century, in which the arithmetic of days is at home. */
export const dayParameter = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'Write a day as YYYY-MM-DD.', abort: true })
  .refine(isDay, { error: 'There is no such day in this century.' })

/** What has the shape of a day and is none, 2026-02-30, is told apart from what has another shape. */
function isDay(text: string): text is Day {
  try {
    return parseDay(text).startsWith('20')
  } catch {
    return false
  }
}
