import { createApi } from './api.ts'
import { createCheckout } from './checkout.ts'
import type { Inbox } from './demo/inbox.ts'
import type { Deps } from './deps.ts'
import { createPortal } from './portal.ts'

/**
 * The whole product behind one port: the host decides who answers. The API answers on its own hosts, the
 * checkouts on theirs; every other host is a portal's or nobody's. `inbox` is the demo's mailbox, shown by the API host.
 */
export function createApp(deps: Deps, inbox?: Inbox) {
  const api = createApi(deps, inbox)
  const portal = createPortal(deps)
  const checkout = createCheckout(deps)
  const apiHosts = new Set(deps.config.apiHosts)

  const checkoutSuffix = `.${deps.config.checkoutDomain}`

  function fetch(request: Request, bindings: object = {}): Response | Promise<Response> {
    const host = request.headers.get('host')?.toLowerCase() ?? ''
    const face = apiHosts.has(host) ? api : host.endsWith(checkoutSuffix) ? checkout : portal
    return face.fetch(request, bindings)
  }

  return { fetch, api, portal }
}

export type App = ReturnType<typeof createApp>
