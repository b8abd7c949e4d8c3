import { mintLink } from './support/api.ts'
import { openMailbox } from './support/mailbox.ts'
import { readCents, sum } from './support/numbers.ts'
import { NORDLICHT, SONNWERK } from './support/brands.ts'
import { expect, test } from './support/test.ts'

/** A contract ends but once: each viewport has a customer of its own. */
const LEAVING = {
  phone: {
    client: 'nordlicht',
    email: 'hanne@example.com',
    answer: /^You pay the exchange price and \d\d\.\d\d\sct per kilowatt-hour\.$/,
    ways: /^You can cancel with effect from the end of /,
    way: 'Cancel With a notice period',
    next: 'Continue',
    confirm: 'Cancel now',
    receipt: 'We have received your cancellation.',
    end: /at the end of \d+ \w+ \d{4}/,
    back: 'Back to the tariff',
    ending: /^Your contract ends on /,
    subject: /Your cancellation was received on /,
  },
  desktop: {
    client: 'demo',
    email: 'dilek@example.com',
    answer: /^Sie zahlen den Börsenpreis und \d\d,\d\d\sct je Kilowattstunde\.$/,
    ways: /^Sie können zum .* kündigen\.$/,
    way: 'Kündigen Mit einer Frist',
    next: 'Weiter',
    confirm: 'Jetzt kündigen',
    receipt: 'Ihre Kündigung ist eingegangen.',
    end: /mit Ablauf des \d+\. \S+ \d{4}/,
    back: 'Zurück zum Tarif',
    ending: /^Ihr Vertrag endet am /,
    subject: /Ihre Kündigung ist am .* eingegangen/,
  },
} as const

test('a customer gives notice from the tariff and keeps the proof', async ({ page }, { project }) => {
  const words = project.name === 'phone' ? LEAVING.phone : LEAVING.desktop
  await page.goto(await mintLink(words.client, words.email, { next: '/tariff' }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.answer)
  await expect(page.getByText(words.ways)).toBeVisible()
  await page.getByRole('link', { name: words.way }).click()
  await page.getByRole('button', { name: words.next }).click()
  const end = await page.getByRole('definition').filter({ hasText: words.end }).innerText()
  const mailbox = await openMailbox(page, words.email, words.subject)
  await page.getByRole('button', { name: words.confirm }).click()

  await expect(page).toHaveURL(/\/tariff\/receipt\/dec_\w+$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.receipt)
  await page.reload()
  await expect(page.getByRole('definition').filter({ hasText: end })).toBeVisible()
  expect(await mailbox.nextText()).toMatch(words.end)

  await page.getByRole('link', { name: words.back }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.ending)
  await expect(page.getByRole('link', { name: words.way })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the way out is walked to its second button, and bad days are said at their field', async ({
    page,
  }) => {
    await page.goto(await mintLink('demo', 'bernd@example.com', { next: '/tariff/terminate' }))
    await page.getByLabel('An einem späteren Tag').check()
    await page.getByLabel('Letzter Tag').fill('2020-01-01')
    await page.getByRole('button', { name: 'Weiter' }).click()
    await expect(page.getByLabel('Letzter Tag')).toHaveAccessibleDescription(/^Das ist zu früh\./)
    await page.getByLabel('So früh wie möglich').check()
    await page.getByRole('button', { name: 'Weiter' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stimmt das so?')
    await expect(page.getByRole('button', { name: 'Jetzt kündigen' })).toBeVisible()
    await page.getByRole('link', { name: 'Ändern' }).click()
    await expect(page.getByLabel('So früh wie möglich')).toBeChecked()
  })
})

test('the parts of a price add up to it, net and gross', async ({ page }) => {
  await page.goto(await mintLink('demo', 'bernd@example.com', { next: '/tariff' }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Jede Kilowattstunde kostet Sie /)
  const tables = page.getByRole('main').getByRole('table')
  await expect(tables).toHaveCount(2)
  for (const table of await tables.all()) {
    const rows = await table.locator('tbody tr').all()
    const gross = await Promise.all(rows.map((row) => row.getByRole('cell').last().innerText()))
    const total = await table.locator('tfoot').getByRole('cell').last().innerText()
    expect(sum(gross.map(readCents))).toBe(readCents(total))
  }
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('anybody gives notice from the foot of a page: five things, one button, a receipt', async ({
      page,
    }, info) => {
      const email = `kuendigung-${info.project.name}-${javaScriptEnabled}@example.com`
      await page.goto(`${SONNWERK.origin}/login`)
      await page.getByRole('contentinfo').getByRole('link', { name: 'Verträge hier kündigen' }).click()
      await expect(page).toHaveURL(`${SONNWERK.origin}/cancel`)
      await page.getByRole('button', { name: 'jetzt kündigen' }).click()
      await expect(page.getByRole('alert')).toContainText('Bitte prüfen Sie 4 Angaben.')
      await expect(page.getByLabel('Ihr Name')).toHaveAccessibleDescription(/Bitte nennen Sie Ihren Namen/)

      await expect(page.getByLabel('Kündigungsgrund')).toBeHidden()
      await page.getByLabel('Außerordentliche Kündigung').check()
      await page.getByLabel('Kündigungsgrund').fill('Der Zähler zählt rückwärts.')
      await page.getByLabel('Ihr Name').fill('Niemand Besonderes')
      await page.getByLabel('Vertrag', { exact: true }).fill('KEIN0001')
      await page.getByLabel('E-Mail-Adresse für die Bestätigung').fill(email)
      const mailbox = await openMailbox(page, email, /^Ihre Kündigung ist am/)
      await page.getByRole('button', { name: 'jetzt kündigen' }).click()

      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ihre Kündigung ist eingegangen.')
      for (const value of ['Der Zähler zählt rückwärts.', 'KEIN0001', 'zum frühestmöglichen Zeitpunkt'])
        await expect(page.getByRole('definition').filter({ hasText: value })).toBeVisible()
      const saved = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Bestätigung speichern' }).click()
      expect((await saved).suggestedFilename()).toMatch(/^dec_\w+\.txt$/)
      expect(await mailbox.nextText()).toContain('KEIN0001')
    })

    test('anybody withdraws, in English too', async ({ page }, info) => {
      const email = `withdrawal-${info.project.name}-${javaScriptEnabled}@example.com`
      await page.goto(`${NORDLICHT.origin}/login`)
      await page.getByRole('contentinfo').getByRole('link', { name: 'Withdraw from contract' }).click()
      await page.getByLabel('Your name').fill('Nobody Special')
      await page.getByLabel('Contract', { exact: true }).fill('NONE0001')
      await page.getByLabel('E-mail address for the confirmation').fill(email)
      const mailbox = await openMailbox(page, email, /^Your withdrawal was received on/)
      await page.getByRole('button', { name: 'Confirm withdrawal' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have received your withdrawal.')
      expect(await mailbox.nextText()).toContain('NONE0001')
    })
  })
}

test('the buttons stand at the foot of every page', async ({ page }) => {
  await page.goto(await mintLink('demo', 'anna@example.com', { next: '/overview' }))
  for (const path of ['/overview', '/invoices', '/tariff', '/cancel']) {
    await page.goto(SONNWERK.origin + path)
    for (const name of ['Verträge hier kündigen', 'Vertrag widerrufen'])
      await expect(page.getByRole('contentinfo').getByRole('link', { name })).toBeVisible()
  }
})
