import type { Page } from '@playwright/test'
import { mintLink } from './api.ts'
import { type DemoBrand, signIn, SONNWERK_FIX } from './brands.ts'
import { expect } from './test.ts'

export interface PortalPage {
  name: string
  status: number
  /** Does what a visitor must have done before, and answers the address, which may then be opened again and again. */
  reach: (page: Page, brand: DemoBrand) => Promise<string>
}

/** Every page that a brand of the demo can show. */
export function pagesOf(brand: DemoBrand): readonly PortalPage[] {
  if (brand === SONNWERK_FIX) return FIXED_PAGES
  return brand.newcomer === undefined ? PAGES : [...PAGES, startPageOf(brand.newcomer)]
}

const startPageOf = (newcomer: string): PortalPage => ({
  name: 'start',
  status: 200,
  reach: (page, brand) => signIn(page, brand, newcomer, '/start'),
})

/** What looks different there. */
const FIXED_PAGES: readonly PortalPage[] = [
  'overview',
  'usage',
  'prices',
  'meter-readings',
  'tariff',
  'orders',
].map((name) => ({
  name,
  status: 200,
  reach: (page, brand) => signIn(page, brand, brand.customer, `/${name}`),
}))

const PAGES: readonly PortalPage[] = [
  { name: 'overview', status: 200, reach: (page, brand) => signIn(page, brand, brand.customer, '/overview') },
  ...['/prices', '/prices?day=2025-10-26&at=02:15B&hours=5', '/prices?month=2025-10'].map((path) => ({
    name: path.slice(1),
    status: 200,
    reach: (page: Page, brand: DemoBrand) => signIn(page, brand, brand.customer, path),
  })),
  { name: 'usage', status: 200, reach: (page, brand) => signIn(page, brand, brand.customer, '/usage') },
  {
    name: 'usage of a year',
    status: 200,
    reach: (page, brand) => signIn(page, brand, brand.customer, '/usage?view=year'),
  },
  {
    name: 'usage of a refused range',
    status: 422,
    reach: (page, brand) => signIn(page, brand, brand.customer, '/usage?from=2026-03-10&to=2026-02-28'),
  },
  { name: 'invoices', status: 200, reach: (page, brand) => signIn(page, brand, brand.customer, '/invoices') },
  { name: 'invoice', status: 200, reach: reachInvoice },
  ...[
    '/payment-method',
    '/payment-method/change',
    '/payment-method/transfer',
    '/account',
    '/account/name',
  ].map((path) => ({
    name: path.slice(1),
    status: 200,
    reach: (page: Page, brand: DemoBrand) => signIn(page, brand, brand.customer, path),
  })),
  { name: 'account/billing-address', status: 200, reach: reachBillingAddress },
  {
    name: 'meter-readings',
    status: 200,
    reach: (page, brand) => signIn(page, brand, brand.customer, '/meter-readings'),
  },
  { name: 'orders', status: 200, reach: (page, brand) => signIn(page, brand, brand.customer, '/orders') },
  { name: 'help', status: 200, reach: (page, brand) => signIn(page, brand, brand.customer, '/help') },
  { name: 'help for everybody', status: 200, reach: async (_, brand) => `${brand.origin}/help` },
  ...['/tariff', '/tariff/terminate', '/tariff/move-out', '/tariff/withdraw'].map((path) => ({
    name: path.slice(1),
    status: 200,
    reach: (page: Page, brand: DemoBrand) => signIn(page, brand, brand.customer, path),
  })),
  { name: 'cancel', status: 200, reach: async (_, brand) => `${brand.origin}/cancel` },
  { name: 'withdraw', status: 200, reach: async (_, brand) => `${brand.origin}/withdraw` },
  { name: 'receipt', status: 200, reach: reachReceipt },
  { name: 'login', status: 200, reach: async (_, brand) => `${brand.origin}/login` },
  { name: 'code', status: 200, reach: reachCode },
  {
    name: 'confirm',
    status: 200,
    reach: (_, brand) => mintLink(brand.client, brand.customer, { delivery: 'message' }),
  },
  {
    name: 'expired',
    status: 410,
    reach: async (_, brand) => `${brand.origin}/auth/confirm?token_hash=${'x'.repeat(43)}&type=magiclink`,
  },
  { name: 'not found', status: 404, reach: async (_, brand) => `${brand.origin}/no-such-page` },
]

async function reachInvoice(page: Page, brand: DemoBrand): Promise<string> {
  await signIn(page, brand, brand.customer, '/invoices')
  await page.locator('main a[href^="/invoices/inv_"]').first().click()
  await expect(page).toHaveURL(/\/invoices\/inv_\w+$/)
  return page.url()
}

/** An address that is nobody's shows the same page, and no mail goes out. Each asks once: too many codes for one are refused. */
async function reachCode(page: Page, brand: DemoBrand): Promise<string> {
  await page.goto(`${brand.origin}/login`)
  await page.getByRole('textbox').fill(`niemand-${Date.now()}@example.com`)
  await page.getByRole('button', { name: brand.locale === 'de' ? 'Code senden' : 'Send code' }).click()
  await expect(page).toHaveURL(`${brand.origin}/login/code`)
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
