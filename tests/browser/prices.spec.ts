import type { Page } from '@playwright/test'
import { readGerman } from './support/numbers.ts'
import { NORDLICHT, signIn, SONNWERK } from './support/brands.ts'
import { expect, test } from './support/test.ts'

const open = (page: Page, path: string) => signIn(page, SONNWERK, SONNWERK.customer, path)
const DAY = '/prices?day=2025-10-22'

/** The parts in their column, and the total beneath it, in thousandths of a cent. */
async function parts(page: Page): Promise<{ sum: number; total: number }> {
  const cells = await page.locator('.parts-table td').allInnerTexts()
  const values = cells.map((text) => Math.round(readGerman(text.replace('−', '-')) * 1000))
  return { sum: values.slice(0, -1).reduce((sum, value) => sum + value, 0), total: values.at(-1) ?? 0 }
}

test('the slider moves the cheapest window, and the address keeps it', async ({ page }) => {
  await open(page, DAY)
  const best = page.locator('[data-best]')
  await expect(best).toContainText('Günstigste 3 Stunden dieses Tages')
  const band = page.locator('.cheapest .window')
  const before = await band.getAttribute('width')
  const slider = page.getByRole('slider', { name: 'Wie viele Stunden am Stück?' })
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(best).toContainText('Günstigste 5 Stunden dieses Tages')
  expect(Number.parseFloat((await band.getAttribute('width')) ?? '')).toBeGreaterThan(
    Number.parseFloat(before ?? ''),
  )
  await expect(page).toHaveURL(/day=2025-10-22&hours=5$/)
  const shown = await best.innerText()
  await page.reload()
  await expect(best).toHaveText(shown, { useInnerText: true })
})

test('the parts follow the crosshair and always add up', async ({ page }) => {
  await open(page, `${DAY}&at=08:00`)
  const when = page.locator('[data-parts-when] strong')
  await expect(when).toHaveText('Mi., 22. Okt., 08:00–08:15 Uhr')
  const first = await parts(page)
  expect(first.sum).toBe(first.total)
  const crosshair = page.getByRole('slider', { name: 'Mit den Pfeiltasten' })
  await crosshair.focus()
  await page.keyboard.press('End')
  await expect(when).toHaveText('Mi 23:45–00:00')
  const last = await parts(page)
  expect(last.sum).toBe(last.total)
  expect(last.total).not.toBe(first.total)
  const readout = await crosshair.getAttribute('aria-valuetext')
  expect(readout).toContain((Math.round(last.total / 100) / 10).toFixed(1).replace('.', ','))
})

test('from the overview to a month, to a day of it, and to the day after', async ({ page }) => {
  await open(page, '/overview')
  await page.getByRole('link', { name: 'Alle Preise und ihre Bestandteile' }).click()
  await expect(page).toHaveURL(/\/prices/)
  await page.getByRole('navigation', { name: 'Zeitraum' }).getByRole('link', { name: 'Monat' }).click()
  await page
    .getByRole('navigation', { name: 'Davor und danach', exact: true })
    .getByRole('link')
    .first()
    .click()
  await page.getByText('Als Tabelle zeigen').click()
  await page.getByRole('row').nth(1).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Am 1. ')
  await page
    .getByRole('navigation', { name: 'Davor und danach', exact: true })
    .getByRole('link')
    .last()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Am 2. ')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a time, a length and a day are chosen by their forms; what is wrong is said at its field', async ({
    page,
  }) => {
    await open(page, DAY)
    await page.getByLabel('Andere Uhrzeit').fill('18:15')
    await page.getByRole('button', { name: 'Anzeigen' }).first().click()
    await expect(page.locator('[data-parts-when]')).toContainText('18:15–18:30')
    const { sum, total } = await parts(page)
    expect(sum).toBe(total)
    await page.getByRole('link', { name: 'Viertelstunde danach' }).click()
    await expect(page.locator('[data-parts-when]')).toContainText('18:30–18:45')

    await page.getByRole('slider').fill('6')
    await page.getByRole('button', { name: 'Zeigen', exact: true }).click()
    await expect(page.locator('[data-best]')).toContainText('Günstigste 6 Stunden')

    await page.getByLabel('Tag', { exact: true }).fill('2020-01-01')
    await page.getByRole('button', { name: 'Anzeigen' }).last().click()
    await expect(page.getByRole('alert')).toContainText('Für diesen Tag haben wir keine Preise')
    await expect(page.getByLabel('Tag', { exact: true })).toHaveValue('2020-01-01')
  })
})

test('Bernd’s price stays: parts, no chart', async ({ page }) => {
  await page.goto(new URL('/prices', await signIn(page, SONNWERK, 'bernd@example.com')).href)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Eine Kilowattstunde kostet Sie immer/)
  await expect(page.getByRole('img')).toHaveCount(0)
  const { sum, total } = await parts(page)
  expect(sum).toBe(total)
})

test('Nordlicht speaks English', async ({ page }) => {
  await signIn(page, NORDLICHT, NORDLICHT.customer, DAY)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^On 22 October 2025 power cost between/)
})
