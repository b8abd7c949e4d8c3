import type { RequestHandler } from 'express'
import { Problem } from './problems.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Lets a POST through only when this app's own page sent it. Every browser in use sends `Origin` with a form's POST;
 * SameSite=Lax on the cookie is the second line, since a subdomain counts as the same site. A page reached under
 * another name (127.0.0.1, a name that was rebound to it) is led to the one address that customers know.
 */
export function requireSameOrigin(publicUrl: string): RequestHandler {
  const { host, origin } = new URL(publicUrl)
  return (request, response, next) => {
    if (!safeMethods.has(request.method)) {
      if (request.get('origin') !== origin) throw new Problem('cross-site')
      next()
    } else if (request.get('host') === host) next()
    else response.redirect(307, origin + request.path)
  }
}
