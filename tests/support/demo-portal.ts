import type { Temporal } from 'temporal-polyfill'
import type { CustomerId, OrganizationId } from '../../src/domain/identifiers.ts'
import { findCustomerByEmail } from '../../src/features/customers/queries.ts'
import { listCustomerSubscriptions } from '../../src/features/subscriptions/queries.ts'
import { createApiCaller } from './api-client.ts'
import { createTestApp } from './world.ts'
import { createBrowser, pathOf } from './cookie-browser.ts'
import { demoDatabase } from './database.ts'

/**
 * The demo world at a moment, its people by their first name, and browsers in which they are signed in. With SMTP_URL and
 * MAIL_FROM in the environment it sends mail; `mailer` is then the test's to close.
 */
export async function createDemoPortal(now: Temporal.Instant, environment: Record<string, string> = {}) {
  await demoDatabase(now)
  const testApp = await createTestApp(environment, { now: () => now })
  const { db } = testApp.deps
  const organizations = new Map<string, OrganizationId>()
  for (const { id, name } of await db.selectFrom('organizations').select(['id', 'name']).execute())
    organizations.set(name, id)

  async function customerId(name: string, organization = 'Sonnwerk'): Promise<CustomerId> {
    const email = `${name}@example.com`
    return (await findCustomerByEmail(db, organizations.get(organization)!, email))!.id
  }

  const apiOf = (client: string) =>
    createApiCaller(testApp.app, testApp.config.publicUrl, {
      clientId: client,
      clientSecret: `${client}-secret`,
    })

  return {
    app: testApp.app,
    db,
    mailer: testApp.deps.mailer,
    /** Sonnwerk's. */
    organizationId: organizations.get('Sonnwerk')!,
    customerId,
    /** The API as that client calls it: demo, demo-read, nordlicht. */
    apiOf,
    contractsOf: async (name: string) =>
      listCustomerSubscriptions(db, organizations.get('Sonnwerk')!, await customerId(name)),
    /** `fields` go into the magic link. */
    async signIn(
      name: string,
      fields: Record<string, unknown> = {},
      { client = 'demo', organization = 'Sonnwerk' } = {},
    ) {
      const link = await apiOf(client).mint({ customerId: await customerId(name, organization), ...fields })
      const browser = createBrowser(testApp.app, link.origin)
      const landed = (await browser.get(pathOf(link))).headers.get('location')
      return { browser, landed }
    },
  }
}

export type DemoPortal = Awaited<ReturnType<typeof createDemoPortal>>

/** An answer as its reader sees it. */
export async function seen(response: Response) {
  const html = await response.text()
  const text = html
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00A0\u202F]+/g, ' ')
  return { status: response.status, location: response.headers.get('location'), html, text }
}

/** What a page's form sends along unseen; the account menu has a form of its own above `main`. */
export const hiddenField = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html.slice(html.indexOf('<main')))?.[1] ?? ''
