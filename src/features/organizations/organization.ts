import { z } from 'zod'
import { line } from '../../domain/text.ts'

/** `host` or `host:port`, lower case, without scheme or path. */
const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
    'Write a host like app.example.com, without https:// or a path.',
  )

/** The partner's own app or site; plain http only on this machine, as in the demo. */
const homeUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => url.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(url), {
    error: 'Must be an https address.',
  })

export const insertOrganization = z.object({
  name: line(200),
  homeUrl: homeUrl.optional(),
  returnUrlHosts: z.array(hostName).max(50).default([]),
})
export type InsertOrganization = z.input<typeof insertOrganization>

export const API_SCOPES = ['read:* write:*', 'read:*'] as const

export const insertApiClient = z.object({
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, 'Use letters, digits, dots, dashes and underscores.')
    .optional(),
  name: line(200),
  scope: z.enum(API_SCOPES).default('read:* write:*'),
})
export type InsertApiClient = z.input<typeof insertApiClient>
