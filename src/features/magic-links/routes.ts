import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { Failure } from '../../domain/failure.ts'
import type { ApiEnv } from '../../http/api-env.ts'
import type { Metrics } from '../../http/metrics.ts'
import { errorEnvelope, invalid } from '../../http/problem.ts'
import { createMagicLinkBody, magicLink } from './magic-link.ts'
import type { Mint } from './mint.ts'

const create = createRoute({
  method: 'post',
  path: '/admin/magic_link',
  tags: ['Authentication'],
  security: [{ Bearer: [] }],
  request: { body: { required: true, content: { 'application/json': { schema: createMagicLinkBody } } } },
  responses: {
    200: { description: 'A fresh single-use link', content: { 'application/json': { schema: magicLink } } },
    default: { description: 'Error envelope', content: { 'application/json': { schema: errorEnvelope } } },
  },
})

export function magicLinksApi({ mint, metrics }: { mint: Mint; metrics: Metrics }) {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook(result) {
      if (!result.success) throw invalid(result.error)
    },
  })
  return api.openapi(create, async (c) => {
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
