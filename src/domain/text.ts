import { z } from 'zod'

// Control characters have no place in a name, and PostgreSQL refuses NUL altogether.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F]/

/** PostgreSQL keeps neither NUL nor, in JSON, half a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()
export const UNSTORABLE = 'NUL and broken Unicode are not allowed.'

/** One line of text, trimmed, of 1 to `max` characters, without control characters and broken Unicode. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !CONTROL.test(value), { error: 'Control characters are not allowed.' })
    .refine((value) => value.isWellFormed(), { error: 'Broken Unicode is not allowed.' })

/** An e-mail address as RFC 5321 bounds it (254 characters), trimmed; upper and lower case are kept as given. */
export const emailAddress = z.string().trim().max(254).pipe(z.email())
