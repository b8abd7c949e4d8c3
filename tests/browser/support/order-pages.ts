import type { Page } from '@playwright/test'
import type { DemoBrand } from './brands.ts'
import type { PortalPage } from './portal-pages.ts'
import { signInNewcomer } from './start-pages.ts'
import { expect } from './test.ts'

const IBAN = 'DE89 3704 0044 0532 0130 00'

/** The rest of the checkout of who is signed in, the order included. */
export const ORDER_PAGES: readonly PortalPage[] = [
  { name: 'start/person', status: 200, reach: toPerson },
  { name: 'start/payment', status: 200, reach: toPayment },
  { name: 'start/summary', status: 200, reach: toSummary },
  { name: 'start/done', status: 200, reach: toDone },
]

/** From the first page of a checkout to who orders. */
export async function fillOffer(page: Page, checkout: string): Promise<void> {
  await page.goto(`${checkout}?zip=10115&usage=2500`)
  await page.getByRole('button', { name: 'Weiter zum Lieferort' }).click()
  await page.getByRole('textbox', { name: 'Straße' }).fill('Invalidenstraße')
  await page.getByRole('textbox', { name: 'Hausnummer' }).fill('12')
  await page.getByRole('button', { name: 'Weiter zum Zähler' }).click()
  await page.getByText('Ich ziehe ein.').click()
  await page.getByLabel('Zählernummer').fill('1 APA01 9512 4010')
  await page.getByText('So bald wie möglich').click()
  await page.getByRole('button', { name: 'Weiter zu Ihren Angaben' }).click()
  await expect(page).toHaveURL(/\/person$/)
}

/** By direct debit. */
export async function fillPayment(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'SEPA-Lastschrift' }).check()
  await page.getByLabel('Kontoinhaber').fill('Nora Neubau')
  await page.getByLabel('IBAN').fill(IBAN)
  await page.getByRole('button', { name: 'Weiter zur Übersicht' }).click()
}

async function toPerson(page: Page, brand: DemoBrand): Promise<string> {
  await signInNewcomer(page, brand)
  await fillOffer(page, `${brand.origin}/start`)
  return page.url()
}

async function toPayment(page: Page, brand: DemoBrand): Promise<string> {
  await toPerson(page, brand)
  await page.getByRole('button', { name: 'Weiter' }).click()
  await expect(page).toHaveURL(`${brand.origin}/start/payment`)
  return page.url()
}

async function toSummary(page: Page, brand: DemoBrand): Promise<string> {
  await toPayment(page, brand)
  await fillPayment(page)
  await expect(page).toHaveURL(`${brand.origin}/start/summary`)
  return page.url()
}

async function toDone(page: Page, brand: DemoBrand): Promise<string> {
  await toSummary(page, brand)
  await page.getByRole('button', { name: 'zahlungspflichtig bestellen' }).click()
  await expect(page).toHaveURL(/\/start\/done\?subscription=sub_\w+$/)
  return page.url()
}
