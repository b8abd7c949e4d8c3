import { z } from '@hono/zod-openapi'
import type { WebhookEndpoint } from './webhook-endpoint.ts'

/** An endpoint on the wire. */
export const endpointShape = z
  .object({
    object: z.literal('webhook_endpoint'),
    id: z.string(),
    url: z.string(),
    description: z.string(),
    topics: z.array(z.string()),
    signature_header: z.string(),
    previous_secret_until: z.iso.datetime().nullable().openapi({
      description: 'Until then requests carry the signature of the secret before this one too.',
    }),
    disabled_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .openapi('WebhookEndpoint')

/** As it is answered once, to who made the secret. */
export const endpointWithSecretShape = endpointShape
  .extend({ secret: z.string().openapi({ description: 'Shown this once.', example: 'whsec_…' }) })
  .openapi('WebhookEndpointWithSecret')

export const toEndpointShape = (endpoint: WebhookEndpoint): z.output<typeof endpointShape> => ({
  object: 'webhook_endpoint',
  id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  topics: endpoint.topics,
  signature_header: endpoint.signature_header,
  previous_secret_until: endpoint.previous_secret_until?.toString() ?? null,
  disabled_at: endpoint.disabled_at?.toString() ?? null,
  created_at: endpoint.created_at.toString(),
  updated_at: endpoint.updated_at.toString(),
})
