import { randomInt, randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '../../../src/db/database.ts'
import type { Ctx } from '../../../src/features/ctx.ts'
import { createCustomer } from '../../../src/features/customers/create-customer.ts'
import { findCustomerByEmail } from '../../../src/features/customers/queries.ts'
import { setPortal } from '../../../src/features/plans/set-portal.ts'
import { portal } from './addresses.ts'
import { CODE, openMailbox } from './mailbox.ts'
import { accessibilityFindings } from './page-checks.ts'
import { expect, test as base } from './test.ts'
import { inWorld } from './world.ts'

/** Phones run the scripts of these pages, desktops none: what is ordered is the same. */
export const test = base.extend({
  javaScriptEnabled: async ({ isMobile }, use) => use(isMobile),
})

export const CHECKOUT = portal('sonnwerk.checkout')

export const newEmail = (): string => `mara-${randomUUID().slice(0, 8)}@example.com`

/** axe is a script itself, and says nothing of pages that run none. */
export async function expectAccessible(page: Page): Promise<void> {
  const runsScripts = page.viewportSize()!.width < 500
  if (runsScripts) expect(await accessibilityFindings(page)).toEqual([])
}

/** Presses what leads to the next step, having looked at this one. */
export async function goOn(page: Page, button: string, path: string): Promise<void> {
  await expectAccessible(page)
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).last().click()
  await expect(page).toHaveURL(new RegExp(`${path}$`))
}

export async function fillPlace(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Straße' }).fill('Invalidenstraße')
  await page.getByRole('textbox', { name: 'Hausnummer' }).fill('12')
  await goOn(page, 'Weiter zum Zähler', '/supply')
}

export const meterNumber = (): string => `1EMH${String(randomInt(10 ** 10)).padStart(10, '0')}`

export async function fillMoveIn(page: Page): Promise<void> {
  await page.getByText('Ich ziehe ein.').click()
  await page.getByLabel('Zählernummer').fill(meterNumber())
  await goOn(page, 'Weiter zu Ihren Angaben', '/person')
}

export async function fillPerson(page: Page, email: string): Promise<void> {
  // Most order for themselves: nobody has to say so.
  await expect(page.getByRole('radio', { name: /privat/ })).toBeChecked()
  await page.getByLabel('Vorname').fill('Mara')
  await page.getByLabel('Nachname').fill('Neu')
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await prove(page, email)
}

/** Sends the person's page and proves their address by the code in their mail; answers all the words of that mail. */
export async function prove(page: Page, email: string): Promise<string> {
  const mailbox = await openMailbox(page, email, CODE)
  await goOn(page, 'Weiter', '/email')
  await expect(page.getByRole('main')).toContainText(
    `Wir haben einen sechsstelligen Code an ${email} geschickt.`,
  )
  const text = await mailbox.nextText()
  await page.getByLabel('Sechsstelliger Code').fill(/\b\d{6}\b/.exec(text)?.[0] ?? 'no code')
  await goOn(page, 'Adresse bestätigen', '/payment')
  return text
}

export async function payByTransfer(page: Page): Promise<void> {
  await page.getByText('Überweisung', { exact: true }).click()
  await goOn(page, 'Weiter zur Übersicht', '/summary')
}

export const orderButton = (page: Page) =>
  page.getByRole('button', { name: 'zahlungspflichtig bestellen', exact: true })

/** Orders, and goes on to the overview of the portal that this leads to. */
export async function order(page: Page, thanks: string | RegExp): Promise<void> {
  await expectAccessible(page)
  await orderButton(page).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(thanks)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Zu Ihrem Konto' }).click()
  await expect(page).toHaveURL(/\/overview\?subscription=sub_\w+$/)
}

const operatorOf = async (db: Db, slug: string) => {
  const plan = await db
    .selectFrom('plans')
    .select(['id', 'organization_id'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const ctx: Ctx = {
    db,
    organizationId: plan.organization_id,
    actor: { type: 'operator' },
    now: Temporal.Now.instant(),
  }
  return { ctx, planId: plan.id }
}

/** Switches on the checkout of a plan that has none in the demo. */
export const openCheckout = (slug: string): Promise<string> =>
  inWorld(async (db) => {
    const { ctx, planId } = await operatorOf(db, slug)
    await setPortal(ctx, planId, { checkoutEnabled: true })
    return portal(`${slug}.checkout`)
  })

export const contractsOf = (email: string) =>
  inWorld((db) =>
    db
      .selectFrom('subscriptions as s')
      .innerJoin('customers as c', 'c.id', 's.customer_id')
      .select(['s.id', 's.status', 's.source', 's.lead_id', 's.previous_supplier_code', 'c.company_name'])
      .where('c.email', '=', email)
      .orderBy('s.created_at')
      .execute(),
  )

const OWNED_BY_CUSTOMERS = [
  'addresses',
  'meters',
  'payment_methods',
  'subscriptions',
  'meter_orders',
] as const

/** What Clara ordered is somebody else's from now on: she herself, whom the partner's app knows, has no contract again. */
export const freeClara = (): Promise<void> =>
  inWorld(async (db) => {
    const { ctx } = await operatorOf(db, 'sonnwerk')
    const { organizationId } = ctx
    const clara = await findCustomerByEmail(db, organizationId, 'clara@example.com')
    if (!clara) throw new Error('The demo world has no Clara.')
    const { id } = await createCustomer(ctx, {
      type: 'person',
      first_name: 'Clara',
      last_name: 'Neu',
      email: `clara-${randomUUID().slice(0, 8)}@example.com`,
      planSlug: 'sonnwerk',
    })
    for (const table of OWNED_BY_CUSTOMERS) {
      await db
        .updateTable(table)
        .set({ customer_id: id })
        .where('organization_id', '=', organizationId)
        .where('customer_id', '=', clara.id)
        .execute()
    }
  })
