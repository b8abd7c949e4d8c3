import type { Page } from '@playwright/test'
import { portal } from './addresses.ts'
import { type Client, mintLink } from './api.ts'
import { expect } from './test.ts'

export interface DemoBrand {
  name: string
  /** Of the plan whose portal it is. */
  slug: string
  origin: string
  client: Client
  /** Somebody with invoices. */
  customer: string
  locale: 'de' | 'en'
  scheme: 'light' | 'dark'
}

export const SONNWERK: DemoBrand = {
  name: 'Sonnwerk',
  slug: 'sonnwerk',
  origin: portal('sonnwerk'),
  client: 'demo',
  customer: 'anna@example.com',
  locale: 'de',
  scheme: 'light',
}

export const NORDLICHT: DemoBrand = {
  name: 'Nordlicht Energie',
  slug: 'nordlicht',
  origin: portal('nordlicht'),
  client: 'nordlicht',
  customer: 'anna@example.com',
  locale: 'en',
  scheme: 'dark',
}

/** The portal of a plan of its own: a fixed price and an analog meter, in place of which a smart one is on order. */
export const SONNWERK_FIX: DemoBrand = {
  ...SONNWERK,
  name: 'Sonnwerk Fix',
  slug: 'sonnwerk-fix',
  origin: portal('sonnwerk-fix'),
  customer: 'bernd@example.com',
}

/** Signs a customer in by a fresh link and answers where they landed. */
export async function signIn(page: Page, brand: DemoBrand, email: string, next?: string): Promise<string> {
  await page.goto(await mintLink(brand.client, email, next === undefined ? {} : { next }))
  if (next !== undefined) await expect(page).toHaveURL(brand.origin + next)
  return page.url()
}
