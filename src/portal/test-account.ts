import { Temporal } from 'temporal-polyfill'
import { createDemoPortal, hiddenField, seen } from '../../tests/support/demo-portal.ts'

/** Wednesday, 11 February 2026, 15:07 in Berlin. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

/** The demo world, with an account page opened and with what was recorded about its customers. */
export async function createAccountPortal() {
  const demo = await createDemoPortal(NOW)
  return {
    ...demo,
    async open(name: string, path = '/account') {
      const { browser } = await demo.signIn(name)
      const page = await seen(await browser.get(path))
      return { browser, ...page, csrf: hiddenField(page.html, 'csrf') }
    },
    audits: async (name: string, action: string) =>
      demo.db
        .selectFrom('audit_events')
        .select(['subject', 'actor_type', 'details'])
        .where('customer_id', '=', await demo.customerId(name))
        .where('action', '=', action)
        .execute(),
  }
}

export type AccountPortal = Awaited<ReturnType<typeof createAccountPortal>>
