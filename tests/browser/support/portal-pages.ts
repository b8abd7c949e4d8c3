import type { Page } from '@playwright/test'
import { portal } from './addresses.ts'
import { type Client, mintLink } from './api.ts'
import { expect } from './test.ts'

export interface DemoBrand {
  name: string
  origin: string
  client: Client
  /** Somebody with invoices, and somebody without a contract, where the demo has one. */
  customer: string
  newcomer: string | undefined
  locale: 'de' | 'en'
  scheme: 'light' | 'dark'
}

export const SONNWERK: DemoBrand = {
  name: 'Sonnwerk',
  origin: portal('sonnwerk'),
  client: 'demo',
  customer: 'anna@example.com',
  newcomer: 'clara@example.com',
  locale: 'de',
  scheme: 'light',
}

export const NORDLICHT: DemoBrand = {
  name: 'Nordlicht Energie',
  origin: portal('nordlicht'),
  client: 'nordlicht',
  customer: 'anna@example.com',
  newcomer: undefined,
  locale: 'en',
  scheme: 'dark',
}

export interface PortalPage {
  name: string
  status: number
  /** Does what a visitor must have done before, and answers the address, which may then be opened again and again. */
  reach: (page: Page, brand: DemoBrand) => Promise<string>
}

/** Every page that a brand of the demo can show. */
export const pagesOf = (brand: DemoBrand): readonly PortalPage[] =>
  brand.newcomer === undefined ? PAGES : [...PAGES, startPageOf(brand.newcomer)]

const startPageOf = (newcomer: string): PortalPage => ({
  name: 'start',
  status: 200,
  reach: (page, brand) => signIn(page, brand, newcomer, '/start'),
})

const PAGES: readonly PortalPage[] = [
  { name: 'overview', status: 200, reach: (page, brand) => signIn(page, brand, brand.customer, '/overview') },
  ...['/prices', '/prices?day=2025-10-26&at=02:15B&hours=5', '/prices?month=2025-10'].map((path) => ({
    name: path.slice(1),
    status: 200,
    reach: (page: Page, brand: DemoBrand) => signIn(page, brand, brand.customer, path),
  })),
  { name: 'invoices', status: 200, reach: (page, brand) => signIn(page, brand, brand.customer, '/invoices') },
  { name: 'invoice', status: 200, reach: reachInvoice },
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

/** Signs a customer in by a fresh link and answers where they landed. */
export async function signIn(page: Page, brand: DemoBrand, email: string, next?: string): Promise<string> {
  await page.goto(await mintLink(brand.client, email, next === undefined ? {} : { next }))
  if (next !== undefined) await expect(page).toHaveURL(brand.origin + next)
  return page.url()
}

async function reachInvoice(page: Page, brand: DemoBrand): Promise<string> {
  await signIn(page, brand, brand.customer, '/invoices')
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
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
