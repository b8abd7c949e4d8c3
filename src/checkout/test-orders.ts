import { Temporal } from 'temporal-polyfill'
import { expect, vi } from 'vitest'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { createDemoPortal, hiddenField, seen } from '../../tests/support/demo-portal.ts'
import { startInbox } from '../demo/inbox.ts'
import type { CheckoutFields, CheckoutStep } from '../features/checkouts/checkout.ts'
import { findPlan } from '../features/plans/queries.ts'
import { setPortal } from '../features/plans/set-portal.ts'

/** Wednesday, 11 February 2026, 15:07 in Berlin. */
export const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

type Browser = ReturnType<typeof createBrowser>
type Steps = Partial<Record<Exclude<CheckoutStep, 'email' | 'summary'>, CheckoutFields>>

/** What somebody types who changes over to a dynamic tariff. */
export const TYPED = {
  quote: { zip: '12045', usage: '2500', meterType: 'analog' },
  place: { street: 'Sonnenallee', houseNumber: '1' },
  supply: { reason: 'move_in', meterNumber: '48213377', start: 'next' },
  person: { customerType: 'person', firstName: 'Mara', lastName: 'Neu' },
  payment: { payment: 'transfer' },
} as const satisfies Steps

let sequence = 0
export const newAddress = (): string => `neu-${(sequence += 1)}@example.com`

/** The demo world with its mail, and people who order in it. */
export async function createOrderWorld() {
  const inbox = await startInbox()
  const demo = await createDemoPortal(NOW, { SMTP_URL: inbox.smtpUrl, MAIL_FROM: 'post@stromtor.example' })
  const { db, organizationId, app } = demo
  const mailsTo = (email: string) => inbox.messages().filter(({ to }) => to === email)
  const stranger = (slug = 'sonnwerk') => createBrowser(app, `http://${slug}.checkout.localhost:4000`)

  /** The newest code to that address, once there are so many mails to it. */
  async function codeFor(email: string, count = 1): Promise<string> {
    await vi.waitFor(() => expect(mailsTo(email)).toHaveLength(count), { timeout: 5_000 })
    return /^\d{6}/.exec(mailsTo(email)[0]?.subject ?? '')?.[0] ?? 'no code'
  }

  /** Sends the steps in turn, as far as `until`; answers where the last one led. */
  async function fill(browser: Browser, base: '' | '/start', typed: Steps, email: string) {
    let landed: string | null = null
    for (const [step, fields] of Object.entries({ ...TYPED, ...typed })) {
      const path = step === 'quote' ? base || '/' : `${base}/${step}`
      const { html } = await seen(await browser.get(path))
      const own = step === 'person' && base === '' ? { email } : {}
      const csrf = hiddenField(html, 'csrf')
      const answer = await browser.post(path, { ...fields, ...own, csrf })
      landed = answer.headers.get('location')
      if (answer.status !== 303) throw new Error(`${step}: ${(await seen(answer)).text.slice(0, 2000)}`)
      if (landed !== '/email') continue
      const before = mailsTo(email).length
      await browser.get('/email')
      await browser.post('/email', { code: await codeFor(email, before + 1) })
    }
    return landed
  }

  return {
    ...demo,
    mailsTo,
    stranger,
    codeFor,
    fill,
    /** A stranger who has come as far as the order. */
    async beforeOrder(typed: Steps = {}, email = newAddress(), slug = 'sonnwerk') {
      const browser = stranger(slug)
      await fill(browser, '', typed, email)
      const page = await seen(await browser.get('/summary'))
      return { browser, email, page, form: orderForm(page.html) }
    },
    async openCheckout(slug: string) {
      const ctx = { db, organizationId, actor: { type: 'operator' }, now: NOW } as const
      const plan = await findPlan(db, organizationId, slug)
      if (plan) await setPortal(ctx, plan.id, { checkoutEnabled: true })
    },
    planId: async (slug: string) => (await findPlan(db, organizationId, slug))?.id,
    checkouts: () => db.selectFrom('checkouts').selectAll().orderBy('created_at', 'desc').execute(),
    contracts: () =>
      db
        .selectFrom('subscriptions')
        .selectAll()
        .where('source', '=', 'checkout')
        .orderBy('id', 'desc')
        .execute(),
    async close() {
      await demo.mailer?.close()
      await inbox.stop()
    },
  }
}

export type OrderWorld = Awaited<ReturnType<typeof createOrderWorld>>

/** What the page of the order sends along unseen. */
export const orderForm = (html: string) => ({
  csrf: hiddenField(html, 'csrf'),
  amount: hiddenField(html, 'amount'),
  mark: hiddenField(html, 'mark'),
})
