import { PARTNER, portal } from './support/addresses.ts'
import { mintLink } from './support/api.ts'
import { readCents, readGerman, sum } from './support/numbers.ts'
import { openEnergyAccount, signInAtPartner } from './support/partner-app.ts'
import { expect, test } from './support/test.ts'

const SONNWERK = portal('sonnwerk')

for (const javaScriptEnabled of [true, false]) {
  test.describe(
    javaScriptEnabled ? 'in a browser with JavaScript' : 'in a browser without JavaScript',
    () => {
      test.use({ javaScriptEnabled })

      test("Anna goes from the partner's app to her overview, an invoice and back", async ({ page }) => {
        await signInAtPartner(page, 'Anna Sommer')
        const link = await openEnergyAccount(page)
        expect(link).toMatch(
          /^http:\/\/sonnwerk\.localhost:\d+\/auth\/confirm\?token_hash=[\w-]{43}&type=magiclink&next=/,
        )
        expect(link.length).toBeLessThan(300)
        await expect(page).toHaveURL(`${SONNWERK}/overview`)
        await expect(page.getByText(/^Guten (Morgen|Tag|Abend), Anna Sommer$/)).toBeVisible()

        await page
          .getByRole('navigation', { name: 'Bereiche' })
          .getByRole('link', { name: 'Rechnungen' })
          .click()
        await expect(page).toHaveURL(`${SONNWERK}/invoices`)
        const newest = page.getByRole('main').getByRole('listitem').getByRole('link', { name: /€/ }).first()
        const listed = await newest.innerText()
        await newest.click()
        await expect(page).toHaveURL(/\/invoices\/inv_\w+$/)
        const total = page.getByRole('row', { name: /Zu zahlen|Rechnungsbetrag/ }).getByRole('cell')
        const totalText = await total.innerText()
        expect(readCents(totalText)).toBeGreaterThan(1000)
        expect(listed).toContain(totalText)

        await page.getByRole('link', { name: 'Zurück zu Sonnwerk' }).click()
        await expect(page).toHaveURL(`${PARTNER}/`)
        await expect(page.getByText(/Guten (Morgen|Tag|Abend), Anna/)).toBeVisible()
      })
    },
  )
}

test('the token stays out of the history', async ({ page }) => {
  await signInAtPartner(page, 'Anna Sommer')
  await openEnergyAccount(page)
  await expect(page).toHaveURL(`${SONNWERK}/overview`)
  await page.goBack()
  await expect(page).toHaveURL(`${PARTNER}/`)
})

test('the overview of a smart meter shows the price now, 30 days of use and the next bill', async ({
  page,
}) => {
  await page.goto(await mintLink('demo', 'anna@example.com'))

  const now = page.getByText(/^\d+,\d\s*ct\/kWh\s*gilt bis \d\d:\d\d Uhr$/)
  const shown = await now.innerText()
  const [, hour = '', minute = ''] = /bis (\d\d):(\d\d) Uhr/.exec(shown) ?? []
  const startsAt = (Number(hour) * 60 + Number(minute) + 24 * 60 - 15) % (24 * 60)
  const priceChart = page
    .getByRole('figure')
    .filter({ has: page.getByRole('img', { name: /^Strompreis je Viertelstunde/ }) })
  await priceChart.getByText('Als Tabelle zeigen').click()
  const row = priceChart
    .getByRole('table')
    .first()
    .getByRole('row', { name: `${String(Math.floor(startsAt / 60)).padStart(2, '0')}:00` })
  const cell = await row
    .getByRole('cell')
    .nth((startsAt % 60) / 15)
    .innerText()
  expect(readGerman(cell)).toBe(readGerman(shown))
  expect(readGerman(shown)).toBeGreaterThan(5)
  expect(readGerman(shown)).toBeLessThan(90)

  const usage = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Letzte 30 Tage' }) })
  const [kwh = '', cost = ''] = (await usage.getByText(/kWh.*Verbrauchskosten$/s).innerText()).split('kWh')
  await usage.getByText('Als Tabelle zeigen').click()
  const days = await usage.getByRole('table').locator('tbody').getByRole('row').all()
  expect(days).toHaveLength(30)
  const column = (index: number) =>
    Promise.all(days.map((day) => day.getByRole('cell').nth(index).innerText()))
  // A day is shown to a tenth of a kilowatt-hour, the sum to a whole one.
  expect(Math.abs(sum((await column(0)).map(readGerman)) - readGerman(kwh))).toBeLessThan(2)
  const costs = (await column(1)).filter((text) => text !== '–').map(readCents)
  expect(costs.length).toBeGreaterThanOrEqual(28)
  expect(sum(costs)).toBe(readCents(cost))

  const bill = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Nächste Rechnung' }) })
  const amount = await bill.getByText(/^(?:etwa [\d.]+|[\d.]+,\d\d)\s€$/).innerText()
  // In the first days of a month its last bill is not written yet, but nothing of it is an estimate any more.
  if (!amount.startsWith('etwa')) {
    await expect(bill.getByText(/^Der Zeitraum ist zu Ende und gemessen/)).toBeVisible()
    return
  }
  const soFar = readGerman(await bill.getByRole('definition').nth(1).innerText())
  expect(soFar).toBeGreaterThan(0)
  expect(soFar).toBeLessThanOrEqual(readGerman(amount) + 1)
})

test('an invoice adds up: its lines to the net sum, with the tax to the total', async ({ page }) => {
  await page.goto(await mintLink('demo', 'anna@example.com', { next: '/invoices' }))
  const invoices = page.getByRole('main').getByRole('listitem').getByRole('link', { name: /€/ })
  expect(await invoices.count()).toBeGreaterThanOrEqual(1)
  await invoices.first().click()
  const lines = page.getByRole('table')
  // Counting does not wait for the page that the click opens; this does.
  await expect(lines.getByRole('row', { name: 'Summe netto' })).toBeVisible()
  const rows = await lines.locator('tbody').getByRole('row').all()
  expect(rows.length).toBeGreaterThanOrEqual(5)
  const cents = await Promise.all(
    rows.map(async (row) => readCents(await row.getByRole('cell').last().innerText())),
  )
  const amountOf = async (name: string | RegExp) =>
    readCents(await lines.getByRole('row', { name }).getByRole('cell').innerText())
  const net = await amountOf('Summe netto')
  const tax = await amountOf(/^Umsatzsteuer 19/)
  expect(sum(cents)).toBe(net)
  expect(tax).toBe(Math.round(net * 0.19))
  expect(await amountOf(/Zu zahlen|Rechnungsbetrag/)).toBe(net + tax)
})
