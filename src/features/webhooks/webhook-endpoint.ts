import { z } from '@hono/zod-openapi'
import type { Selectable } from 'kysely'
import type { DB } from '../../db/tables.ts'
import { EVENT_TOPICS, PORTAL_TOPICS } from '../events/event.ts'
import type { AddressPolicy } from './address-policy.ts'
import { DEFAULT_SIGNATURE_HEADER, signatureHeader } from './signature-header.ts'

/** A place where a partner wants to be told of events; its secrets stay where they are. */
export type WebhookEndpoint = Omit<Selectable<DB['webhook_endpoints']>, 'secret' | 'previous_secret'>

export const ENDPOINT_COLUMNS = [
  'organization_id',
  'id',
  'url',
  'description',
  'topics',
  'signature_header',
  'previous_secret_until',
  'portal_since',
  'disabled_at',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof WebhookEndpoint)[]

/** What an endpoint is built on. */
export interface WebhookSettings {
  /** Seals the secrets of endpoints. */
  key: Buffer
  policy: AddressPolicy
}

/** Every topic but the portal's own. */
const EVERY_TOPIC = '*'
export const ASKABLE_TOPICS = [EVERY_TOPIC, ...EVENT_TOPICS, ...PORTAL_TOPICS] as const

const URL_CHARACTERS = 2000
const DESCRIPTION_CHARACTERS = 200

// PostgreSQL refuses NUL, and the rest has no place in a description.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F]/

const topics = z
  .array(z.enum(ASKABLE_TOPICS))
  .min(1)
  .max(2 * ASKABLE_TOPICS.length)
  .transform((given) => [...new Set(given)])
  .openapi({
    description: '`*` stands for every topic but the portal’s own, which are asked for by name.',
    example: ['*'],
  })

const description = z
  .string()
  .trim()
  .max(DESCRIPTION_CHARACTERS)
  .refine((text) => !CONTROL.test(text), 'Control characters are not allowed.')

const addressFor = (policy: AddressPolicy) =>
  z
    .string()
    .trim()
    .max(URL_CHARACTERS)
    .check((context) => {
      const fault = faultOf(context.value, policy)
      if (fault !== undefined)
        context.issues.push({ code: 'custom', input: context.value, message: fault, path: [] })
    })
    .openapi({ example: 'https://hooks.example.com/stromtor' })

function faultOf(text: string, policy: AddressPolicy): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url) return 'Write a whole address, like https://hooks.example.com/stromtor.'
  if (url.username !== '' || url.password !== '')
    return 'An address with a user name or a password in it is not called.'
  return policy.faultOf(url)
}

export const insertEndpoint = (policy: AddressPolicy) =>
  z.object({
    url: addressFor(policy),
    description: description.default(''),
    topics: topics.default([EVERY_TOPIC]),
    signature_header: signatureHeader.default(DEFAULT_SIGNATURE_HEADER),
  })
export type InsertEndpoint = z.input<ReturnType<typeof insertEndpoint>>

/** What is not given stays as it is. */
export const updateEndpoint = (policy: AddressPolicy) =>
  z.object({
    url: addressFor(policy).optional(),
    description: description.optional(),
    topics: topics.optional(),
    signature_header: signatureHeader.optional(),
    disabled: z.boolean().optional().openapi({
      description: 'While it is disabled nothing is sent, and of new events nothing is kept for it.',
    }),
  })
export type UpdateEndpoint = z.input<ReturnType<typeof updateEndpoint>>
