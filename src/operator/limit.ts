import { z } from 'zod'
import type { Input } from './input.ts'
import { parseWhole } from './units.ts'

const listed = z.object({ limit: z.int().min(1).max(10_000) })

/** How many rows of a list are wanted. What cannot be read is noted as a problem, and 0. */
export function readLimit(input: Input, text: string): number {
  const limit = input.read('--limit', text, parseWhole)
  if (limit === undefined) return 0
  return input.check(listed, { limit })?.limit ?? 0
}
