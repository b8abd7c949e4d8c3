import { Hono, type MiddlewareHandler } from 'hono'
import { SPECULATION_RULES } from '../ui/speculation-rules.ts'
import type { PortalEnv } from './env.ts'

const PATH = '/speculation-rules.json'

/** The rules by which a browser may fetch the next page of the portal before it is asked for. */
export const speculationRules = () =>
  new Hono<PortalEnv>().get(PATH, (c) =>
    c.body(JSON.stringify(SPECULATION_RULES), 200, {
      'Content-Type': 'application/speculationrules+json',
      'Cache-Control': 'public, max-age=3600',
    }),
  )

/** Named by a header, because the content security policy knows no inline script. */
export const speculate: MiddlewareHandler<PortalEnv> = async (c, next) => {
  c.header('Speculation-Rules', `"${PATH}"`)
  await next()
}
