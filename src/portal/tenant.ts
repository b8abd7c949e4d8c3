import type { MiddlewareHandler } from 'hono'
import { type Brand, mergeBrand } from '../brand/brand.ts'
import { brandStyle } from '../brand/brand-style.ts'
import type { FindPortal, Portal } from '../features/plans/find-portal.ts'
import { pageHeaders } from '../http/security-headers.ts'
import type { PortalEnv } from './env.ts'
import { unknownHostPage } from './unknown-host-view.tsx'

interface Dressed {
  brand: Brand
  styleUrl: string
  css: string
  headers: MiddlewareHandler
}

const dressed = new WeakMap<Portal, Dressed>()

/** A portal's finished brand, worked out once for each time its row is read. */
export function dress(portal: Portal, isHttps: boolean): Dressed {
  const known = dressed.get(portal)
  if (known) return known
  const brand = mergeBrand(
    { name: portal.organizationName, ...(portal.organizationBrand as object) },
    portal.planBrand as object,
  )
  const { css, hash } = brandStyle(brand)
  const headers = pageHeaders({ https: isHttps, frameAncestors: portal.frameAncestors })
  const made = { brand, css, headers, styleUrl: `/brand.css?v=${hash}` }
  dressed.set(portal, made)
  return made
}

/** One browser host belongs to one portal. A host that is nobody's gets a plain page without any brand. */
export function tenant({
  findPortal,
  isHttps,
}: {
  findPortal: FindPortal
  isHttps: boolean
}): MiddlewareHandler<PortalEnv> {
  const plain = pageHeaders({ https: isHttps, frameAncestors: [] })
  return async (c, next) => {
    const portal = await findPortal(c.req.header('host') ?? '')
    if (!portal) {
      await plain(c, async () => {
        c.res = await c.html(unknownHostPage(), 404)
      })
      return
    }
    const { brand, styleUrl, headers } = dress(portal, isHttps)
    c.set('portal', portal)
    c.set('brand', brand)
    c.set('brandStyleUrl', styleUrl)
    await headers(c, next)
  }
}
