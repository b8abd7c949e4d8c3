import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { readGerman } from './support/numbers.ts'
import { signIn, SONNWERK } from './support/brands.ts'
import { expect, test } from './support/test.ts'

const open = (page: Page, path = '/usage') => signIn(page, SONNWERK, SONNWERK.customer, path)
const answer = (page: Page) => page.getByRole('heading', { level: 1 })
const rows = (page: Page) => page.getByRole('table').first().locator('tbody').getByRole('row')

test('from yesterday to the year, and from a month back to one of its days', async ({ page }) => {
  await open(page)
  await expect(answer(page)).toHaveText(/^Gestern: [\d,]+\skWh für [\d,]+\s€\.$/)
  const views = page.getByRole('navigation', { name: 'Zeitraum wählen' }).getByRole('link')
  await expect(views).toHaveText(['Tag', 'Woche', 'Monat', 'Jahr'])
  await views.filter({ hasText: 'Jahr' }).click()
  await expect(answer(page)).toHaveText(/^\d{4} bisher: [\d.]+\skWh für [\d.]+,\d\d\s€\.$/)
  await expect(page.getByRole('img', { name: /^Verbrauch je Stunde, \d{4}/ })).toBeVisible()

  await page.getByText('Als Tabelle zeigen').first().click()
  const month = rows(page).first().getByRole('link')
  const name = await month.innerText()
  await month.click()
  await expect(answer(page)).toHaveText(new RegExp(`^${name}( bisher)?: `))
  await page.getByText('Als Tabelle zeigen').first().click()
  const day = rows(page).first()
  const used = readGerman((await day.getByRole('cell').first().innerText()) ?? '')
  await day.getByRole('link').click()
  await expect(answer(page)).toContainText(/^Am \d+\. \S+: /)
  await page.getByText('Als Tabelle zeigen').click()
  const quarters = await rows(page).getByRole('cell').nth(0).count()
  expect(quarters).toBe(1)
  const values = await rows(page).evaluateAll((all) => all.map((row) => row.children[1]?.textContent ?? ''))
  expect([92, 96, 100]).toContain(values.length)
  const sum = values.reduce((total, value) => total + readGerman(value), 0)
  expect(Math.abs(sum - used)).toBeLessThan(0.6)
})

test('charts are read out by arrow keys, by quarter-hour and over the year by day', async ({ page }) => {
  await open(page, '/usage?view=year')
  const sliders = page.getByRole('slider', { name: 'Mit den Pfeiltasten lesen Sie einzelne Werte ab.' })
  await expect(sliders).toHaveCount(2)
  const heat = sliders.nth(1)
  await heat.focus()
  await expect(heat).toHaveAttribute(
    'aria-valuetext',
    /^\w\w\., \d+\. \S+: [\d,]+\skWh, am meisten \d+–\d+ Uhr$/,
  )
  await page.keyboard.press('Home')
  await expect(heat).toHaveAttribute('aria-valuetext', /1\. Jan/)
  await page.goto(`${SONNWERK.origin}/usage`)
  const slider = page.getByRole('slider')
  await slider.focus()
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    /^23:45–00:00: [\d,]+\skWh, [\d,]+\s€, [\d,]+\sct\/kWh, vorläufig$/,
  )
  await page.keyboard.press('ArrowLeft')
  await expect(slider).toHaveAttribute('aria-valuetext', /^23:30–23:45: /)
})

test('on paper: the picture and the figures, without what only a screen can use', async ({ page }) => {
  await open(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('img', { name: /^Verbrauch, kWh je Viertelstunde/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Was es kostet' })).toBeVisible()
  for (const name of ['Eigener Zeitraum', 'Ihre Werte zum Mitnehmen'])
    await expect(page.getByText(name)).toBeHidden()
  await expect(page.getByText('Woche', { exact: true })).toBeHidden()
  await page.goto(`${SONNWERK.origin}/prices`)
  await expect(page.getByRole('heading', { name: 'Woraus der Preis besteht' })).toBeVisible()
  await expect(page.getByText('Frühere Preise')).toBeHidden()
})

test('the quarter-hours of what is shown as a file', async ({ page }) => {
  await open(page)
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: /CSV für Excel/ }).click()
  const download = await started
  expect(download.suggestedFilename()).toMatch(/^usage-[\w-]+-excel\.csv$/)
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  expect(lines[0]).toContain('start_utc;start_local;kwh;status;ct_per_kwh;cost_eur')
  expect([93, 97, 101]).toContain(lines.length)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a range of one’s own, and what is wrong with another', async ({ page }) => {
    await open(page)
    await page.getByLabel('Erster Tag').fill('2026-02-01')
    await page.getByLabel('Letzter Tag').fill('2026-02-14')
    await page.getByRole('button', { name: 'Zeigen' }).click()
    await expect(answer(page)).toHaveText(/^In diesen 14 Tagen: /)
    await expect(page.getByLabel('Letzter Tag')).toHaveValue('2026-02-14')
    await page.getByLabel('Letzter Tag').fill('2026-01-14')
    await page.getByRole('button', { name: 'Zeigen' }).click()
    await expect(page.getByRole('alert')).toContainText('Der letzte Tag liegt vor dem ersten.')
    await expect(page.getByLabel('Erster Tag')).toHaveValue('2026-02-01')
  })
})
