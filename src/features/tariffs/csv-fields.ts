import { z } from 'zod'
import { type Day, parseDay } from '../../domain/local-time.ts'

// The columns that the files of market data have in common.

/** An existing calendar day, `2026-01-01`. */
export const csvDay = z.string().transform((text, ctx): Day => {
  try {
    return parseDay(text)
  } catch {
    ctx.addIssue({ code: 'custom', message: `“${text}” is no day; write it like 2026-01-01` })
    return z.NEVER
  }
})

/** BDEW's thirteen digits. */
export const csvPartnerCode = z
  .string()
  .regex(/^\d{13}$/, { error: ({ input }) => `“${String(input)}” is no code of 13 digits` })

export const csvZip = z
  .string()
  .regex(/^(?!00)\d{5}$/, { error: ({ input }) => `“${String(input)}” is no postal code of five digits` })

/** Where a figure was published: whoever doubts it later wants to know. */
export const csvSource = z.string().min(1, 'says where the figure comes from').max(200)

/** One of a few words; says which. */
export const csvWord = <Word extends string>(words: readonly [Word, ...Word[]]) =>
  z.enum(words, { error: ({ input }) => `“${String(input)}” is none of: ${words.join(', ')}` })
