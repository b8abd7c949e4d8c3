import type { Page } from '@playwright/test'
import { type DemoBrand, signIn } from './brands.ts'
import { expect } from './test.ts'
import type { PortalPage } from './portal-pages.ts'

/** The checkout of who is signed in and has no contract, up to the meter and the start. */
export const startPagesOf = (newcomer: string): readonly PortalPage[] => [
  ...(
    [
      ['/start', 200],
      ['/start?zip=10115&usage=2500', 200],
      ['/start/offer?zip=24211&usage=4500&meterType=smart&module1=yes', 200],
      ['/start/offer?zip=1011&usage=viel', 422],
      ['/start/unserviceable?zip=99998', 200],
      ['/start/unserviceable?zip=99998&left=1', 200],
    ] as const
  ).map(([path, status]) => ({
    name: path.slice(1),
    status,
    reach: async (page: Page, brand: DemoBrand) => {
      await signIn(page, brand, newcomer, '/start')
      return brand.origin + path
    },
  })),
  { name: 'start/place', status: 200, reach: (page, brand) => toPlace(page, brand, newcomer) },
  { name: 'start/supply', status: 200, reach: (page, brand) => toSupply(page, brand, newcomer) },
]

async function toPlace(page: Page, brand: DemoBrand, newcomer: string): Promise<string> {
  await signIn(page, brand, newcomer, '/start')
  await page.goto(`${brand.origin}/start?zip=10115&usage=2500`)
  await page.getByRole('button', { name: 'Weiter zum Lieferort' }).click()
  await expect(page).toHaveURL(`${brand.origin}/start/place`)
  return page.url()
}

async function toSupply(page: Page, brand: DemoBrand, newcomer: string): Promise<string> {
  await toPlace(page, brand, newcomer)
  await page.getByRole('textbox', { name: 'Straße' }).fill('Invalidenstraße')
  await page.getByRole('textbox', { name: 'Hausnummer' }).fill('12')
  await page.getByRole('button', { name: 'Weiter zum Zähler' }).click()
  await expect(page).toHaveURL(`${brand.origin}/start/supply`)
  return page.url()
}
