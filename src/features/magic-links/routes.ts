import { createRoute } from '@hono/zod-openapi'
import { Failure } from '../../domain/failure.ts'
import { answers, apiOperations, jsonBody, operation } from '../../http/api-operation.ts'
import type { Metrics } from '../../http/metrics.ts'
import { createMagicLinkBody, magicLink } from './magic-link.ts'
import type { Mint } from './mint.ts'

const create = createRoute({
  ...operation('Authentication', 'Mint a link that signs a customer in'),
  method: 'post',
  path: '/admin/magic_link',
  request: jsonBody(createMagicLinkBody),
  responses: answers(magicLink),
})

export function magicLinksApi({ mint, metrics }: { mint: Mint; metrics: Metrics }) {
  return apiOperations().openapi(create, async (c) => {
    if (c.get('tokenCustomerId')) throw new Failure('FORBIDDEN', 'A customer’s token cannot sign anybody in.')
    const minted = await mint({
      ...c.req.valid('json'),
      organizationId: c.get('organizationId'),
      clientId: c.get('clientId'),
      address: c.get('address'),
      userAgent: c.get('userAgent'),
    })
    metrics.countLink('minted')
    c.header('Cache-Control', 'no-store')
    return c.json({ object: 'magic_link' as const, link: minted.link, expires_at: minted.expiresAt }, 200)
  })
}
