import { createApi } from './api.ts'
import type { Inbox } from './demo/inbox.ts'
import type { Deps } from './deps.ts'
import { createPortal } from './portal.tsx'

/**
 * The whole product behind one port: the host decides who answers. The API answers on its own hosts, every other host is
 * a portal's or nobody's. `inbox` is the demo's mailbox, shown by the API host.
 */
export function createApp(deps: Deps, inbox?: Inbox) {
  const api = createApi(deps, inbox)
  const portal = createPortal(deps)
  const apiHosts = new Set(deps.config.apiHosts)

  function fetch(request: Request, bindings: object = {}): Response | Promise<Response> {
    const isApi = apiHosts.has(request.headers.get('host')?.toLowerCase() ?? '')
    return (isApi ? api : portal).fetch(request, bindings)
  }

  return { fetch, api, portal }
}

export type App = ReturnType<typeof createApp>
