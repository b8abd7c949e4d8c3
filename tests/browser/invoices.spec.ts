import type { Locator, Page } from '@playwright/test'
import { NORDLICHT, signIn, SONNWERK } from './support/brands.ts'
import { readGerman, sum } from './support/numbers.ts'
import { expect, test } from './support/test.ts'

const body = (page: Page) => page.getByRole('table').first().locator('tbody').getByRole('row')

/** A column of kilowatt-hours in whole watt-hours, so that sums are exact. */
async function wattHours(rows: Locator): Promise<number[]> {
  const texts = await rows.evaluateAll((all) => all.map((row) => row.querySelector('td')?.textContent ?? ''))
  return texts.map((text) => Math.round(readGerman(text) * 1000))
}
const total = async (page: Page) => (await wattHours(page.getByRole('row', { name: /^Summe/ })))[0] ?? 0

async function openNewest(page: Page): Promise<void> {
  await page.locator('main a[href^="/invoices/inv_"]').first().click()
  await expect(page).toHaveURL(/\/invoices\/inv_\w+$/)
}

test('a bill is reckoned again: its days sum up, and so do the quarter-hours of a day', async ({ page }) => {
  await signIn(page, SONNWERK, SONNWERK.customer, '/invoices')
  await openNewest(page)
  await page.getByRole('link', { name: 'Nachrechnen: jeder Tag, jede Viertelstunde' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^[\d.,]+\skWh zu [\d,]+\sct\/kWh im Mittel sind [\d.,]+\s€\.$/,
  )
  const days = await wattHours(body(page))
  expect(days.length).toBeGreaterThanOrEqual(28)
  expect(sum(days)).toBe(await total(page))

  await body(page).nth(2).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/zum Börsenpreis$/)
  const quarters = await wattHours(body(page))
  expect([92, 96, 100]).toContain(quarters.length)
  expect(sum(quarters)).toBe(days[2])
  expect(await total(page)).toBe(days[2])
  await page.getByRole('link', { name: 'Alle Tage' }).click()
  await page.getByRole('link', { name: /^Rechnung / }).click()
  await expect(page.getByRole('row', { name: 'Summe netto' })).toBeVisible()
})

for (const { brand, net, menu } of [
  { brand: SONNWERK, net: 'Summe netto', menu: /^Konto und Einstellungen/ },
  { brand: NORDLICHT, net: 'Net total', menu: /^Account and settings/ },
]) {
  test(`printed, an invoice of ${brand.name} is its lines dark on white, and nothing to press`, async ({
    page,
  }) => {
    await signIn(page, brand, brand.customer, '/invoices')
    await openNewest(page)
    const chrome = [
      page.locator('nav.nav'),
      page.getByRole('button', { name: menu }),
      page.locator('header .back'),
      page.locator('.skip'),
      page.getByRole('link', { name: 'PDF' }),
    ]
    await expect(page.locator('nav.nav')).toBeVisible()
    const lines = await body(page).count()
    expect(lines).toBeGreaterThanOrEqual(5)

    await page.emulateMedia({ media: 'print' })
    // A sheet of A4 within its margins.
    await page.setViewportSize({ width: 673, height: 986 })
    for (const each of chrome) await expect(each).toBeHidden()
    for (const row of await body(page).all()) await expect(row).toBeVisible()
    await expect(page.getByRole('row', { name: net })).toBeVisible()
    await expect(page.getByRole('banner')).toContainText(brand.name)
    expect(await beyondTheSheet(page)).toEqual([])
    const colours = await page.evaluate(() => {
      const line = document.querySelector('main td') ?? document.body
      const papers = [document.documentElement, document.body]
      return {
        ink: getComputedStyle(line).color,
        paper: papers.map((each) => getComputedStyle(each).backgroundColor),
      }
    })
    // The lightest grey that can still be read on white (4.5:1).
    expect(lightness(colours.ink)).toBeLessThanOrEqual(0x76)
    for (const paper of colours.paper) expect(['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)']).toContain(paper)
  })
}

/** What would be cut off at the right. */
const beyondTheSheet = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 80)),
  )

/** From 0, black, to 255. */
function lightness(colour: string): number {
  const [red = 255, green = 255, blue = 255] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  return 0.299 * red + 0.587 * green + 0.114 * blue
}
