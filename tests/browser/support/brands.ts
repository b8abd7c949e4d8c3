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

/** The portal of a plan of its own: a fixed price and an analog meter, in place of which a smart one is on order. */
export const SONNWERK_FIX: DemoBrand = {
  ...SONNWERK,
  name: 'Sonnwerk Fix',
  origin: portal('sonnwerk-fix'),
  customer: 'bernd@example.com',
  newcomer: undefined,
}

/** Signs a customer in by a fresh link and answers where they landed. */
export async function signIn(page: Page, brand: DemoBrand, email: string, next?: string): Promise<string> {
  await page.goto(await mintLink(brand.client, email, next === undefined ? {} : { next }))
  if (next !== undefined) await expect(page).toHaveURL(brand.origin + next)
  return page.url()
}
