import { z } from 'zod'
import { line } from '../../domain/text.ts'

/** `host` or `host:port`, lower case, without scheme or path. */
const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/, 'Write a host like app.example.com, without https:// or a path.')

export const insertOrganization = z.object({
  name: line(200),
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
