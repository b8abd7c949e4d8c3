import type { Page } from '@playwright/test'
import { portal } from './support/addresses.ts'
import { expect, test } from './support/test.ts'

const CHECKOUT = portal('sonnwerk.checkout')
const amount = (page: Page) =>
  page.getByRole('region', { name: 'Sonnwerk Dynamisch' }).locator('.figure > span').first()

test('the offer follows what is typed, and going on keeps what it says', async ({ page }, { project }) => {
  await page.goto(CHECKOUT)
  await page.getByLabel('Postleitzahl').fill('10115')
  await page.getByRole('button', { name: '2 Personen' }).click()
  await expect(amount(page)).toHaveText(/^\d+,\d\d\s€$/)
  await expect(page.getByRole('status')).toHaveText(/^Neuer Betrag: \d+,\d\d\s€ im Monat\.$/)
  expect(page.url()).toBe(`${CHECKOUT}/`)
  const ofTwo = await amount(page).innerText()
  await page.getByText('Alle Bestandteile').click()

  await page.getByLabel('oder genau, in kWh').fill('1500')
  await expect(amount(page)).not.toHaveText(ofTwo)
  await expect(page.getByRole('button', { name: '1 Person' })).toHaveAttribute('aria-pressed', 'true')
  // What somebody opened stays open.
  await expect(page.getByRole('row', { name: /^Stromsteuer/ })).toBeVisible()
  const ofOne = await amount(page).innerText()

  await page.getByLabel('oder genau, in kWh').press('Enter')
  expect(page.url()).toBe(`${CHECKOUT}/`)
  if (project.name === 'phone') await expect(page.locator('#quote-amount')).toBeInViewport()
  await page.getByRole('button', { name: 'Weiter zum Lieferort' }).click()
  await expect(page).toHaveURL(`${CHECKOUT}/place`)
  await expect(page.getByRole('complementary')).toContainText(ofOne)
  await page.getByRole('link', { name: 'Zurück: Angebot' }).click()
  await expect(page.getByLabel('oder genau, in kWh')).toHaveValue('1500')
  await expect(amount(page)).toHaveText(ofOne)
})

test('a town is asked for as soon as there are several', async ({ page }) => {
  await page.goto(`${CHECKOUT}/?zip=10115&usage=2500`)
  await expect(page.getByLabel('Ort', { exact: true })).toBeHidden()
  await page.getByLabel('Postleitzahl').fill('24211')
  await page.getByLabel('Ort', { exact: true }).selectOption('Preetz')
  await expect(page.getByRole('region', { name: 'Sonnwerk Dynamisch' })).toContainText('in 24211 Preetz')
  await page.getByLabel('Postleitzahl').fill('99998')
  await expect(page.getByRole('region', { name: 'Sonnwerk Dynamisch' })).toContainText(
    'In 99998 liefern wir noch nicht.',
  )
  await page.getByRole('link', { name: 'Was Sie jetzt tun können' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('In 99998 liefern wir noch nicht.')
})

test('of two questions the last one counts, whichever is answered first', async ({ page }) => {
  await page.goto(`${CHECKOUT}/?zip=10115&usage=2500`)
  const asked = page.waitForRequest(/usage=4500/)
  let answer: () => void = () => {}
  await page.route(/usage=4500/, async (route) => {
    await new Promise<void>((resolve) => (answer = resolve))
    await route.continue().catch(() => {})
  })
  await page.getByLabel('oder genau, in kWh').fill('4500')
  await asked
  await expect(page.locator('#offer')).toHaveAttribute('aria-busy', 'true')
  await page.getByLabel('oder genau, in kWh').fill('1500')
  const panel = page.getByRole('region', { name: 'Sonnwerk Dynamisch' })
  await expect(panel).toContainText('1.500 kWh im Jahr')
  answer()
  await page.waitForTimeout(300)
  await expect(panel).toContainText('1.500 kWh im Jahr')
})

test('suppliers are found while their name is typed', async ({ page }) => {
  await page.goto(`${CHECKOUT}/?zip=10115&usage=2500`)
  await page.getByRole('button', { name: 'Weiter zum Lieferort' }).click()
  await page.getByRole('textbox', { name: 'Straße' }).fill('Invalidenstraße')
  await page.getByRole('textbox', { name: 'Hausnummer' }).fill('12')
  await page.getByRole('button', { name: 'Weiter zum Zähler' }).click()
  await expect(page.getByLabel('Ihr bisheriger Anbieter')).toBeHidden()
  await page.getByText('Ich wechsle den Anbieter.').click()
  await page.getByLabel('Ihr bisheriger Anbieter').pressSequentially('Grund')
  await expect(page.locator('#suppliers option')).toHaveCount(1)
  await expect(page.locator('#suppliers option')).toHaveAttribute('value', 'Grundstrom Berlin AG')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the price is asked for first, then everything else', async ({ page }) => {
    await page.goto(CHECKOUT)
    const next = page.getByRole('button', { name: 'Weiter zum Lieferort' })
    await expect(next).toBeHidden()
    await page.getByLabel('Postleitzahl').fill('10115')
    await page.getByRole('button', { name: '4 Personen' }).click()
    await expect(page.getByLabel('oder genau, in kWh')).toHaveValue('4500')
    await page.getByLabel('oder genau, in kWh').fill('2600')
    // The Enter key asks again, and chooses no household.
    await page.getByLabel('oder genau, in kWh').press('Enter')
    await expect(page.getByRole('region', { name: 'Sonnwerk Dynamisch' })).toContainText('2.600 kWh im Jahr')
    await next.click()
    await page.getByRole('textbox', { name: 'Straße' }).fill('Invalidenstraße')
    await page.getByRole('textbox', { name: 'Hausnummer' }).fill('12')
    await page.getByRole('button', { name: 'Weiter zum Zähler' }).click()

    await page.getByText('Ich wechsle den Anbieter.').click()
    await page.getByLabel('Ihr bisheriger Anbieter').fill('strom')
    await page.getByLabel('Zählernummer').fill('1 APA01 9512 4010')
    await page.getByLabel('Zählernummer').press('Enter')
    await expect(page.getByRole('link', { name: /^Diesen Anbieter kennen wir nicht/ })).toBeVisible()
    await page.getByRole('button', { name: 'Grundstrom Berlin AG' }).click()
    await expect(page).toHaveURL(`${CHECKOUT}/person`)
  })
})
