import { pathOf } from '../../tests/support/cookie-browser.ts'
import { hiddenField, seen } from '../../tests/support/demo-portal.ts'
import type { World } from '../../tests/support/world.ts'
import type { CustomerId } from '../domain/identifiers.ts'
import { CALLBACK, createAppWorld } from '../features/oauth/test-apps.ts'

/** Two apps, a portal, and customers in front of the page that asks them. */
export async function createConsentPortal() {
  const apps = await createAppWorld()
  const { world } = apps

  const asked = (fields: Record<string, string> = {}) =>
    new URLSearchParams({
      response_type: 'code',
      client_id: apps.server.clientId,
      redirect_uri: CALLBACK,
      state: 'xyz',
      ...fields,
    })

  async function signIn(customerId: CustomerId = world.customer.id, who: World = world) {
    const browser = who.browser()
    await browser.get(pathOf(await who.api.mint({ customerId })))
    return browser
  }

  return {
    ...apps,
    asked,
    signIn,
    /** As an app sends a customer, who is signed in, to be asked. */
    async ask(fields: Record<string, string> = {}, customerId: CustomerId = world.customer.id) {
      const browser = await signIn(customerId)
      const arrived = await browser.get(`/oauth/consent?${asked(fields)}`)
      const response = await browser.get(arrived.headers.get('location') ?? '')
      const page = await seen(response)
      const form = {
        csrf: hiddenField(page.html, 'csrf'),
        request: hiddenField(page.html, 'request').replaceAll('&amp;', '&'),
      }
      return {
        ...page,
        browser,
        arrived,
        headers: response.headers,
        form,
        /** Presses a button, and answers where the browser goes on to. */
        async press(decision: 'allow' | 'deny', changed: Record<string, string> = {}) {
          const answer = await browser.post('/oauth/consent', { ...form, decision, ...changed })
          const url = URL.parse(answer.headers.get('location') ?? '')
          return {
            status: answer.status,
            to: url && url.origin + url.pathname,
            query: Object.fromEntries(url?.searchParams ?? []),
          }
        },
      }
    },
    consents: (customerId: CustomerId) =>
      apps.db.selectFrom('consents').selectAll().where('customer_id', '=', customerId).execute(),
    audits: async (customerId: CustomerId) =>
      (
        await apps.db
          .selectFrom('audit_events')
          .select(['action', 'actor_type', 'details'])
          .where('customer_id', '=', customerId)
          .where('action', 'like', 'consent.%')
          .orderBy('occurred_at')
          .execute()
      ).map(({ action, actor_type, details }) => ({ action, actor_type, details })),
  }
}

export type ConsentPortal = Awaited<ReturnType<typeof createConsentPortal>>
