import { z } from 'zod'
import { isRedirectUri } from '../../domain/redirect-uri.ts'
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

/** The addresses that a client may have its customers sent back to. */
export const redirectUris = z
  .array(
    z.string().refine(isRedirectUri, {
      error: (issue) =>
        `${String(issue.input)} must begin with https://, with http://127.0.0.1 or with an app's own scheme like com.example.app:/, and have no fragment.`,
    }),
  )
  .max(20)

/** A client that keeps no secret: an app on its customers' own devices. */
export const insertPublicClient = z.object({
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, 'Use letters, digits, dots, dashes and underscores.')
    .optional(),
  name: line(200),
  redirectUris: redirectUris.min(1, 'A public client needs a redirect URI.'),
  /** What customers read when it asks for their data; without one, `name`. */
  displayName: line(100).optional(),
  description: line(300).optional(),
})
export type InsertPublicClient = z.input<typeof insertPublicClient>

export const insertApiClient = insertPublicClient.extend({
  scope: z.enum(API_SCOPES).default('read:* write:*'),
  redirectUris: redirectUris.default([]),
  /**
   * Whether its own credentials open the organisation's data. A client with redirect URIs is taken for somebody else's app,
   * which speaks for customers alone, unless this says otherwise.
   */
  clientCredentials: z.boolean().optional(),
})
export type InsertApiClient = z.input<typeof insertApiClient>
