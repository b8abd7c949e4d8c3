import type { Temporal } from 'temporal-polyfill'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { findPlan } from '../features/plans/queries.ts'
import { setPortal } from '../features/plans/set-portal.ts'

/** A visitor whom nobody knows, at the door of a plan's checkout. */
export const stranger = ({ app }: DemoPortal, plan = 'sonnwerk') =>
  createBrowser(app, `http://${plan}.checkout.localhost:4000`)

/** A page as a stranger sees it who opens it first. */
export const openAs = async (demo: DemoPortal, path: string, plan?: string) =>
  seen(await stranger(demo, plan).get(path))

/** Switches on the checkout of plans that have none in the demo: a fixed price, feeding in. */
export async function openCheckouts(
  { db, organizationId }: DemoPortal,
  now: Temporal.Instant,
  slugs: readonly string[],
): Promise<void> {
  for (const slug of slugs) {
    const ctx = { db, organizationId, actor: { type: 'operator' }, now } as const
    const plan = await findPlan(db, organizationId, slug)
    if (plan) await setPortal(ctx, plan.id, { checkoutEnabled: true })
  }
}

/** The same question put to the API. */
export async function quoteOfApi(demo: DemoPortal, slug: string, query: string) {
  const plan = await findPlan(demo.db, demo.organizationId, slug)
  return (await demo.apiOf('demo').get(`/plans/${plan?.id}/quote?${query}`)).json()
}

/** The page's one large number. */
export const figureOf = (html: string): string | undefined =>
  /class="figure"><span>([^<]*)<\/span>/.exec(html)?.[1]?.replace('\u00A0', ' ')

export const inEuro = (amount: number): string => `${amount.toFixed(2).replace('.', ',')} €`
