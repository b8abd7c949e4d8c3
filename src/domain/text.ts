import { z } from 'zod'

// Control characters have no place in a name, and PostgreSQL refuses NUL altogether. Nor have those that break a line or turn
// what follows around (Unicode TR 36, 2.9): a name with them would rewrite the bill, the mail, the page it stands on.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/

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
