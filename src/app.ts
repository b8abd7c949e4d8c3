import type { HttpBindings } from '@hono/node-server'
import { createApi } from './api.ts'
import type { Deps } from './deps.ts'
import { createPortal } from './portal.tsx'

/**
 * The whole product behind one port: the host decides who answers. The API answers on its own hosts, every other host is
 * a portal's or nobody's.
 */
export function createApp(deps: Deps) {
  const api = createApi(deps)
  const portal = createPortal(deps)
  const apiHosts = new Set(deps.config.apiHosts)

  function fetch(request: Request, bindings: object = {}): Response | Promise<Response> {
    const isApi = apiHosts.has(request.headers.get('host')?.toLowerCase() ?? '')
    return (isApi ? api : portal).fetch(request, bindings as Partial<HttpBindings>)
  }

  return { fetch, api, portal }
}

export type App = ReturnType<typeof createApp>
