import type { Page } from '@playwright/test'
import { PARTNER } from './addresses.ts'
import { expect } from './test.ts'

/** Signs in at the partner's own app, which has its own accounts. */
export async function signInAtPartner(page: Page, name: string): Promise<void> {
  await page.goto(PARTNER)
  await page.getByRole('radio', { name }).check()
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await expect(page.getByRole('heading', { name: 'Ihr Zuhause macht Energie.' })).toBeVisible()
}

/** Presses a button of the partner's app that leads into the portal, and answers the link it was redirected to. */
export async function openEnergyAccount(page: Page, button = 'Mein Energiekonto'): Promise<string> {
  const answered = page.waitForResponse((response) => response.url() === `${PARTNER}/energy-account`)
  await page.getByRole('button', { name: button }).click()
  const answer = await answered
  expect(answer.status()).toBe(303)
  expect(answer.headers()['cache-control']).toBe('no-store')
  return answer.headers()['location'] ?? ''
}
