import type { Page } from '@playwright/test'
import { type DemoBrand, signIn } from './brands.ts'
import { expect } from './test.ts'
import type { PortalPage } from './portal-pages.ts'
import { createNewcomer } from './world.ts'

/** Signs in somebody without a contract, at the checkout in German. Nobody's journey gives them one meanwhile. */
export async function signInNewcomer(page: Page, brand: DemoBrand): Promise<void> {
  const { email } = await createNewcomer(null, brand.slug)
  await page.context().addCookies([{ name: 'locale', value: 'de', url: brand.origin }])
  await signIn(page, brand, email, '/start')
}

/** The checkout of who is signed in and has no contract, up to the meter and the start. */
export const START_PAGES: readonly PortalPage[] = [
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
      await signInNewcomer(page, brand)
      return brand.origin + path
    },
  })),
  { name: 'start/place', status: 200, reach: toPlace },
  { name: 'start/supply', status: 200, reach: toSupply },
]

async function toPlace(page: Page, brand: DemoBrand): Promise<string> {
  await signInNewcomer(page, brand)
  await page.goto(`${brand.origin}/start?zip=10115&usage=2500`)
  await page.getByRole('button', { name: 'Weiter zum Lieferort' }).click()
  await expect(page).toHaveURL(`${brand.origin}/start/place`)
  return page.url()
}

async function toSupply(page: Page, brand: DemoBrand): Promise<string> {
  await toPlace(page, brand)
  await page.getByRole('textbox', { name: 'Straße' }).fill('Invalidenstraße')
  await page.getByRole('textbox', { name: 'Hausnummer' }).fill('12')
  await page.getByRole('button', { name: 'Weiter zum Zähler' }).click()
  await expect(page).toHaveURL(`${brand.origin}/start/supply`)
  return page.url()
}
