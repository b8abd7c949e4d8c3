import type { Page } from '@playwright/test'
import { type DemoBrand, signIn, SONNWERK, SONNWERK_FIX } from './brands.ts'
import { expect } from './test.ts'
import { createNewcomer } from './world.ts'

/** A contract that is not like most: its pages say other things. */
export interface ContractState {
  name: string
  brand: DemoBrand
  /** Signs its customer in, and answers the addresses of the pages that look different. */
  reach: (page: Page) => Promise<readonly string[]>
}

const SECTIONS = [
  'overview',
  'usage',
  'prices',
  'invoices',
  'meter-readings',
  'tariff',
  'payment-method',
  'orders',
]

const at = ({ origin }: DemoBrand, paths: readonly string[]): string[] =>
  paths.map((path) => `${origin}/${path}`)

export const CONTRACT_STATES: readonly ContractState[] = [
  {
    name: 'a fixed price and a meter that is read',
    brand: SONNWERK_FIX,
    reach: async (page) => {
      await signIn(page, SONNWERK_FIX, SONNWERK_FIX.customer, '/invoices')
      const instalment = await page.locator('main a[href^="/invoices/inv_"]').first().getAttribute('href')
      return at(SONNWERK_FIX, [...SECTIONS, (instalment ?? '').slice(1)])
    },
  },
  {
    name: 'not begun, by transfer, nothing there yet',
    brand: SONNWERK,
    reach: async (page) => {
      const { email } = await createNewcomer({ startsInDays: 20 })
      await signIn(page, SONNWERK, email, '/overview')
      return at(SONNWERK, [...SECTIONS, 'tariff/withdraw', 'payment-method/change'])
    },
  },
  {
    name: 'begun a few days ago, no values yet',
    brand: SONNWERK,
    reach: async (page) => {
      const { email } = await createNewcomer({ startsInDays: -3, iban: 'DE02100500000054540402' })
      await signIn(page, SONNWERK, email, '/overview')
      return at(SONNWERK, ['overview', 'usage', 'invoices', 'tariff', 'tariff/withdraw'])
    },
  },
  {
    name: 'given notice of',
    brand: SONNWERK,
    reach: async (page) => {
      const { email } = await createNewcomer({ startsInDays: -10 })
      await signIn(page, SONNWERK, email, '/tariff/terminate')
      for (const name of ['Weiter', 'Jetzt kündigen']) await page.getByRole('button', { name }).click()
      await expect(page).toHaveURL(/\/tariff\/receipt\/dec_\w+$/)
      return [page.url(), ...at(SONNWERK, ['overview', 'tariff', 'tariff/terminate'])]
    },
  },
  {
    name: 'ended',
    brand: SONNWERK,
    reach: async (page) => {
      await signIn(page, SONNWERK, 'gero@example.com', '/overview')
      return at(SONNWERK, [...SECTIONS, 'tariff/terminate'])
    },
  },
  {
    name: 'of what a roof feeds in, one of two',
    brand: SONNWERK,
    reach: async (page) => {
      await signIn(page, SONNWERK, 'frida@example.com', '/overview')
      const contracts = page.getByRole('navigation', { name: 'Ihre Verträge' })
      const href = await contracts.getByRole('link', { name: /Einspeisung/ }).getAttribute('href')
      const contract = (href ?? '').split('?')[1] ?? ''
      return at(
        SONNWERK,
        [...SECTIONS, 'payment-method/change'].map((path) => `${path}?${contract}`),
      )
    },
  },
]
