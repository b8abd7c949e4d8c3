import { Hono } from 'hono'
import { brandFile } from '../brand/brand-files.ts'
import { notFound } from '../domain/failure.ts'
import type { PortalEnv } from './env.ts'
import { dress } from './tenant.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
const AN_HOUR = 'public, max-age=3600'

/** The brand's own files, from the portal's own host: its style sheet, logo and favicon. */
export const brandFiles = ({ isHttps }: { isHttps: boolean }) =>
  new Hono<PortalEnv>()
    .get('/brand.css', (c) => {
      const { css, styleUrl } = dress(c.get('portal'), isHttps)
      const isCurrent = styleUrl.endsWith(`?v=${c.req.query('v')}`)
      return c.body(css, 200, {
        'Content-Type': 'text/css; charset=utf-8',
        'Cache-Control': isCurrent ? FOR_EVER : AN_HOUR,
      })
    })
    .get('/brand/:name{logo|favicon}', (c) => file(c.get('brand'), c.req.param('name') as 'logo' | 'favicon'))
    .get('/favicon.ico', (c) => file(c.get('brand'), 'favicon'))

function file(brand: Parameters<typeof brandFile>[0], name: 'logo' | 'favicon'): Response {
  const found = brandFile(brand, name)
  if (!found) throw notFound('Picture')
  return new Response(found.body, {
    headers: { 'Content-Type': found.contentType, 'Cache-Control': AN_HOUR },
  })
}
