import { z } from 'zod'
import type { Parsed } from './market-identifiers.ts'

/** A field that is tidied and checked by one of the parsers; what it finds fault with becomes the field's message. */
export const identifier = (parse: (text: string) => Parsed) =>
  z
    .string()
    .max(100)
    .transform((text, context) => {
      const parsed = parse(text)
      if (parsed.ok) return parsed.value
      context.issues.push({ code: 'custom', message: parsed.reason, input: text })
      return z.NEVER
    })
