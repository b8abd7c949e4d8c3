import type { Page } from '@playwright/test'
import { mintLink } from './support/api.ts'
import { readCents, readGerman } from './support/numbers.ts'
import { expect, test } from './support/test.ts'

const open = async (page: Page, email: string) => page.goto(await mintLink('demo', email))
const card = (page: Page, title: string | RegExp) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title }) })
/** The sentence a page opens with. */
const answer = (page: Page) => page.getByRole('heading', { level: 1 })

test('Bernd: a fixed price, a read meter whose months are estimates, an instalment', async ({ page }) => {
  await open(page, 'bernd@example.com')
  await expect(answer(page)).toHaveText('Ihr Strom kostet immer gleich viel, Tag und Nacht.')
  const price = await page.getByText(/^\d+,\d\d\s*ct\/kWh$/).innerText()
  expect(readGerman(price)).toBeGreaterThan(20)
  expect(readGerman(price)).toBeLessThan(50)

  const usage = card(page, 'Letzte 12 Monate')
  await expect(usage).toContainText('Die Werte zwischen zwei Ablesungen sind geschätzt.')
  await usage.getByText('Als Tabelle zeigen').click()
  const rows = usage.getByRole('table').locator('tbody').getByRole('row')
  expect(await rows.count()).toBeGreaterThanOrEqual(12)
  await expect(rows.filter({ hasText: 'geschätzt' }).first()).toBeVisible()

  const bill = card(page, 'Nächste Rechnung')
  await expect(bill).toContainText('Abschlag, fester Betrag')
  expect(
    readCents(
      await bill
        .getByText(/^[\d.]+,\d\d\s€$/)
        .first()
        .innerText(),
    ),
  ).toBeGreaterThan(2000)
  await expect(card(page, 'Ihr Vertrag')).toContainText('Sonnwerk Fix')
  await expect(card(page, 'Ihr Vertrag')).toContainText(/Jakoberstraße 8\s*86152 Augsburg/)
})

test('Dilek: a company that switches between the contracts of its shop and its home', async ({ page }) => {
  await open(page, 'dilek@example.com')
  await expect(page.getByText(/, Dilek Yıldız GmbH$/)).toBeVisible()
  const contracts = page.getByRole('navigation', { name: 'Ihre Verträge' }).getByRole('link')
  await expect(contracts).toHaveCount(2)
  const usage = page.getByText(/kWh.*Verbrauchskosten$/s)
  const used: number[] = []
  for (const street of ['Oranienstraße 112', 'Reichenberger Straße 17']) {
    await contracts.filter({ hasText: street }).click()
    await expect(contracts.filter({ hasText: street })).toHaveAttribute('aria-current', 'true')
    await expect(card(page, 'Ihr Vertrag')).toContainText(street)
    used.push(readGerman(await usage.innerText()))
  }
  const [shop = 0, home = 0] = used
  expect(shop).toBeGreaterThan(home * 1.5)
  expect(home).toBeGreaterThan(100)

  await page.getByRole('navigation', { name: 'Bereiche' }).getByRole('link', { name: 'Rechnungen' }).click()
  await expect(page.getByRole('main').getByRole('listitem').nth(19)).toBeVisible()
})

test('Frida: what she uses, and what her roof feeds in', async ({ page }) => {
  await open(page, 'frida@example.com')
  const contracts = page.getByRole('navigation', { name: 'Ihre Verträge' }).getByRole('link')
  await contracts.filter({ hasText: 'Sonnwerk Dynamisch' }).click()
  await expect(page.getByRole('img', { name: /^Strompreis je Viertelstunde/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Verbrauch je Tag/ })).toBeVisible()

  await contracts.filter({ hasText: 'Sonnwerk Einspeisung' }).click()
  await expect(answer(page)).toHaveText(/^Sie haben in den letzten 30 Tagen [\d.,]+\skWh eingespeist\.$/)
  expect(readGerman(await page.getByText(/^\d+,\d\d\s*ct\/kWh$/).innerText())).toBe(7.86)
  await expect(page.getByRole('img', { name: /^Einspeisung je Tag/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Strompreis/ })).toHaveCount(0)
  await expect(card(page, 'Nächste Gutschrift')).toContainText('Auszahlung')
})

test('Gero: his contract has ended; the final invoice and the history stay', async ({ page }) => {
  await open(page, 'gero@example.com')
  await expect(answer(page)).toHaveText(/^Ihr Vertrag endete am 30\. November \d{4}\.$/)
  await expect(page.getByRole('img', { name: /^Strompreis/ })).toHaveCount(0)
  await expect(card(page, 'Nächste Rechnung')).toHaveCount(0)
  await expect(card(page, 'Ihr Vertrag')).toContainText('beendet')
  await expect(page.getByText('Schlussrechnung', { exact: true })).toBeVisible()
  const shown = await page
    .getByText(/^[\d.]+,\d\d\s€$/)
    .first()
    .innerText()

  await page
    .getByRole('link', { name: /^Rechnung / })
    .first()
    .click()
  await expect(page).toHaveURL(/\/invoices\/inv_\w+$/)
  await expect(page.getByRole('row', { name: /Zu zahlen|Rechnungsbetrag/ })).toContainText(shown)
})
