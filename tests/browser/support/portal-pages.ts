import type { Page } from '@playwright/test'
import { mintLink } from './api.ts'
import { registerApp } from './apps.ts'
import { type DemoBrand, signIn } from './brands.ts'
import { expect } from './test.ts'
import { ORDER_PAGES } from './order-pages.ts'
import { START_PAGES } from './start-pages.ts'
import { ageSession } from './world.ts'

export interface PortalPage {
  name: string
  status: number
  /** Does what a visitor must have done before, and answers the address, which may then be opened again and again. */
  reach: (page: Page, brand: DemoBrand) => Promise<string>
}

/** A page that whoever is signed in opens by its address. */
const signedIn = (path: string, name = path.slice(1), status = 200): PortalPage => ({
  name,
  status,
  reach: (page, brand) => signIn(page, brand, brand.customer, path),
})

/** A page that stands open to everybody. */
const open = (path: string, name = path.slice(1), status = 200): PortalPage => ({
  name,
  status,
  reach: async (_, brand) => brand.origin + path,
})

/** Every page of a brand, with a contract that runs. Other states of a contract are in contract-states.ts. */
export const PAGES: readonly PortalPage[] = [
  signedIn('/overview'),
  signedIn('/prices'),
  signedIn('/prices?day=2025-10-26&at=02:15B&hours=5', 'prices of an hour that comes twice'),
  signedIn('/prices?month=2025-10', 'prices of a month'),
  signedIn('/prices?day=2020-01-01', 'prices of a day that has none', 422),
  signedIn('/usage'),
  signedIn('/usage?view=month', 'usage of a month'),
  signedIn('/usage?view=year', 'usage of a year'),
  signedIn('/usage?view=day&on=2025-08-01', 'usage before the contract'),
  signedIn('/usage?from=2026-03-10&to=2026-02-28', 'usage of a refused range', 422),
  signedIn('/invoices'),
  { name: 'invoice', status: 200, reach: reachInvoice },
  { name: 'invoice, day by day', status: 200, reach: reachInvoiceDays },
  { name: 'invoice, by the quarter-hours of a day', status: 200, reach: reachInvoiceDay },
  signedIn('/meter-readings'),
  signedIn('/tariff'),
  signedIn('/tariff/terminate'),
  signedIn('/tariff/move-out'),
  signedIn('/tariff/withdraw', 'tariff/withdraw, too late'),
  signedIn('/payment-method'),
  signedIn('/payment-method/change'),
  signedIn('/payment-method/transfer'),
  { name: 'payment-method/change, who are you', status: 200, reach: reachIdentify },
  signedIn('/orders'),
  signedIn('/account'),
  signedIn('/account/name'),
  { name: 'account/billing-address', status: 200, reach: reachBillingAddress },
  { name: 'oauth/consent', status: 200, reach: reachConsent },
  open('/oauth/consent', 'oauth/consent, unknown', 400),
  signedIn('/help'),
  open('/help', 'help for everybody'),
  open('/login'),
  { name: 'code', status: 200, reach: reachCode },
  open('/logout'),
  {
    name: 'confirm',
    status: 200,
    reach: (_, brand) => mintLink(brand.client, brand.customer, { delivery: 'message' }),
  },
  open(`/auth/confirm?token_hash=${'x'.repeat(43)}&type=magiclink`, 'expired', 410),
  open('/cancel'),
  open('/withdraw'),
  { name: 'receipt', status: 200, reach: reachReceipt },
  open('/imprint'),
  open('/privacy'),
  open('/accessibility'),
  open('/terms'),
  open('/no-such-page', 'not found', 404),
  ...START_PAGES,
  ...ORDER_PAGES,
]

async function reachInvoice(page: Page, brand: DemoBrand): Promise<string> {
  await signIn(page, brand, brand.customer, '/invoices')
  await page.locator('main a[href^="/invoices/inv_"]').first().click()
  await expect(page).toHaveURL(/\/invoices\/inv_\w+$/)
  return page.url()
}

async function reachInvoiceDays(page: Page, brand: DemoBrand): Promise<string> {
  return `${await reachInvoice(page, brand)}/days`
}

async function reachInvoiceDay(page: Page, brand: DemoBrand): Promise<string> {
  await page.goto(await reachInvoiceDays(page, brand))
  await page.locator('main td a, main th a').first().click()
  await expect(page).toHaveURL(/\/days\/\d{4}-\d\d-\d\d$/)
  return page.url()
}

/** An account may be changed for a quarter of an hour; then this page stands in the form's place. */
async function reachIdentify(page: Page, brand: DemoBrand): Promise<string> {
  const address = await signIn(page, brand, brand.customer, '/payment-method/change')
  await ageSession(page.context(), brand.origin, 16)
  return address
}

/** An address that is nobody's shows the same page, and no mail goes out. Each asks once: too many codes for one are refused. */
async function reachCode(page: Page, brand: DemoBrand): Promise<string> {
  await page.goto(`${brand.origin}/login`)
  await page.getByRole('textbox').fill(`niemand-${Date.now()}@example.com`)
  await page.getByRole('button', { name: brand.locale === 'de' ? 'Code senden' : 'Send code' }).click()
  await expect(page).toHaveURL(`${brand.origin}/login/code`)
  return page.url()
}

async function reachConsent(page: Page, brand: DemoBrand): Promise<string> {
  const app = await registerApp(brand.slug)
  await signIn(page, brand, brand.customer)
  await page.goto(`${brand.origin}/oauth/consent?${app.asked}`)
  return page.url()
}

async function reachBillingAddress(page: Page, brand: DemoBrand): Promise<string> {
  await signIn(page, brand, brand.customer, '/account')
  await page.locator('#addresses').getByRole('link').first().click()
  await expect(page).toHaveURL(/\/account\/billing-address\?subscription=sub_\w+$/)
  return page.url()
}

/** A withdrawal from a contract that nobody has. Its receipt looks like any other. */
async function reachReceipt(page: Page, brand: DemoBrand): Promise<string> {
  await page.goto(`${brand.origin}/withdraw`)
  for (const [name, value] of [
    ['name', 'Niemand'],
    ['contract', 'KEIN0000'],
    ['email', `receipt-${Date.now()}@example.com`],
  ] as const) {
    await page.locator(`[name=${name}]`).fill(value)
  }
  await page.getByRole('main').getByRole('button').click()
  await expect(page).toHaveURL(/\/withdraw\/receipt\?id=dec_/)
  return page.url()
}
