import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { mintLink } from './support/api.ts'
import { signIn, SONNWERK } from './support/brands.ts'
import { openMailbox } from './support/mailbox.ts'
import { expect, test } from './support/test.ts'
import { createNewcomer } from './support/world.ts'

// What no other journey does without JavaScript. None of these pages has a script that changes what a press does.
test.use({ javaScriptEnabled: false })

const answer = (page: Page) => page.getByRole('heading', { level: 1 })

test('usage by week, month and year, its files, another contract; and the bills of a year', async ({
  page,
}) => {
  await signIn(page, SONNWERK, 'frida@example.com', '/usage')
  const views = page.getByRole('navigation', { name: 'Zeitraum wählen' })
  for (const [view, words] of [
    ['Woche', /^(Diese Woche bisher|Woche ab \d+\. \S+): /],
    ['Monat', /^\S+ \d{4}( bisher)?: /],
    ['Jahr', /^\d{4}( bisher)?: /],
  ] as const) {
    await views.getByRole('link', { name: view }).click()
    await expect(answer(page)).toHaveText(words)
  }
  const year = await answer(page).innerText()
  await page.getByRole('link', { name: /^Zurück: / }).click()
  await expect(answer(page)).toHaveText(new RegExp(`^${Number(year.slice(0, 4)) - 1}: `))
  await page.getByText('Als Tabelle zeigen').first().click()
  await page.getByRole('table').first().getByRole('link').first().click()
  await expect(answer(page)).toHaveText(/^\S+ \d{4}: /)
  for (const [name, file] of [
    [/CSV für Excel/, /-excel\.csv$/],
    [/CSV für Programme/, /\.csv$/],
    [/Green Button/, /\.xml$/],
  ] as const) {
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name }).click()
    expect((await saved).suggestedFilename()).toMatch(file)
  }
  const contracts = page.getByRole('navigation', { name: 'Ihre Verträge' })
  await contracts.getByRole('link', { name: 'Sonnwerk Einspeisung' }).click()
  await expect(answer(page)).toHaveText(/eingespeist|verdient|bekommen/)

  await page.goto(`${SONNWERK.origin}/invoices`)
  await page
    .getByRole('navigation', { name: 'Jahre' })
    .getByRole('link', { name: '2025', exact: true })
    .click()
  await expect(page).toHaveURL(`${SONNWERK.origin}/invoices?year=2025`)
  const bills = page.getByRole('main').getByRole('listitem').getByRole('link', { name: /€/ })
  expect(await bills.count()).toBeGreaterThanOrEqual(3)
  for (const text of await bills.allInnerTexts()) expect(text).toContain('2025')
})

/** Each way out of a contract, to its end, by a customer whose contract nobody else needs. */
const WAYS = [
  {
    name: 'notice is given',
    startsInDays: -10,
    way: /^Kündigen /,
    spoil: (page: Page) => page.getByLabel('An einem späteren Tag').check(),
    wrong: 'Bitte wählen Sie den letzten Tag, an dem wir Sie beliefern sollen.',
    fill: (page: Page) => page.getByLabel('So früh wie möglich').check(),
    next: 'Weiter',
    confirm: 'Jetzt kündigen',
    receipt: 'Ihre Kündigung ist eingegangen.',
    says: 'Ordentliche Kündigung',
    subject: /^Ihre Kündigung ist am .* eingegangen$/,
    after: /^Ihr Vertrag endet am /,
  },
  {
    name: 'moving out is told',
    startsInDays: -10,
    way: /^Ausziehen /,
    spoil: (page: Page) => page.getByLabel('Neue Anschrift').fill(' '),
    wrong: 'Bitte nennen Sie Ihre neue Anschrift.',
    fill: async (page: Page) => {
      const day = page.getByLabel('Letzter Tag in der Wohnung')
      await day.fill((await day.getAttribute('min')) ?? '')
      await page.getByLabel('Neue Anschrift').fill('Hafenstraße 3, 24103 Kiel')
    },
    next: 'Weiter',
    confirm: 'Jetzt kündigen',
    receipt: 'Ihre Kündigung ist eingegangen.',
    says: 'Hafenstraße 3, 24103 Kiel',
    subject: /^Ihre Kündigung ist am .* eingegangen$/,
    after: /^Ihr Vertrag endet am /,
  },
  {
    name: 'a new contract is withdrawn from',
    startsInDays: 20,
    way: /^Widerrufen /,
    spoil: null,
    next: 'Vertrag widerrufen',
    confirm: 'Widerruf bestätigen',
    receipt: 'Ihr Widerruf ist eingegangen.',
    says: 'Widerruf des Vertrags',
    subject: /^Ihr Widerruf ist am .* eingegangen$/,
    after: /^Sie haben diesen Vertrag widerrufen\./,
  },
] as const

for (const each of WAYS) {
  const { name, startsInDays, way, next, confirm, receipt, says, subject, after } = each
  test(`${name}: the form, a second look, the receipt on screen, as a file and by mail`, async ({ page }) => {
    const { email, number } = await createNewcomer({ startsInDays })
    await signIn(page, SONNWERK, email, '/tariff')
    await page.getByRole('main').getByRole('link', { name: way }).click()
    const onward = page.getByRole('main').getByRole('button', { name: next })
    // A withdrawal asks for nothing that could be wrong.
    if (each.spoil !== null) {
      await each.spoil(page)
      await onward.click()
      await expect(page.getByRole('alert')).toContainText(each.wrong)
      await each.fill(page)
    }
    await onward.click()
    await expect(answer(page)).toHaveText('Stimmt das so?')
    const mailbox = await openMailbox(page, email, subject)
    await page.getByRole('button', { name: confirm }).click()

    await expect(answer(page)).toHaveText(receipt)
    await expect(page.getByRole('definition').filter({ hasText: says })).toBeVisible()
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Bestätigung speichern' }).click()
    const proof = await readFile(await (await saved).path(), 'utf8')
    const mail = await mailbox.nextText()
    for (const text of [proof, mail]) expect(text).toContain(number)
    await page.getByRole('link', { name: 'Zurück zum Tarif' }).click()
    await expect(answer(page)).toHaveText(after)
    await expect(page.getByRole('main').getByRole('link', { name: way })).toHaveCount(0)
  })
}

test('a mandate is given and ended again, each with its mail', async ({ page }) => {
  const { email, name } = await createNewcomer({ startsInDays: 20 })
  await signIn(page, SONNWERK, email, '/payment-method')
  await expect(answer(page)).toHaveText('Sie überweisen Ihre Rechnungen selbst.')
  await page.getByRole('link', { name: 'SEPA-Mandat erteilen' }).click()
  await page.getByLabel('Kontoinhaber').fill(name)
  await page.getByLabel('IBAN').fill('DE02 1203 0000 0000 2020 51')
  await page.getByRole('checkbox', { name: /dieses SEPA-Lastschriftmandat/ }).check()
  const given = await openMailbox(page, email, /SEPA-Mandat/)
  await page.getByRole('button', { name: 'Mandat erteilen' }).click()
  await expect(answer(page)).toHaveText('Wir buchen von Ihrem Konto mit den Endziffern 2051 ab.')
  expect(await given.nextText()).toContain('2051')

  await page.getByRole('link', { name: 'Auf Überweisung umstellen' }).click()
  const ended = await openMailbox(page, email, /Sonnwerk/)
  await page.getByRole('button', { name: 'Mandat beenden' }).click()
  await expect(page.getByRole('status')).toContainText('Die Lastschrift ist beendet.')
  expect(await ended.nextText()).toContain('2051')
})

test('name, address, language, devices and data; in by a button, out by another', async ({
  page,
  elsewhere,
}) => {
  const { email } = await createNewcomer({ startsInDays: 20 })
  await page.goto(await mintLink('demo', email, { next: '/account', delivery: 'message' }))
  await page.getByRole('button', { name: 'Weiter als N… bei Sonnwerk' }).click()
  await expect(page).toHaveURL(`${SONNWERK.origin}/account`)

  await page.getByRole('link', { name: 'Name ändern' }).click()
  await page.getByLabel('Nachname').fill('')
  await page.getByRole('button', { name: 'Speichern' }).click()
  await expect(page.getByLabel('Nachname')).toHaveAccessibleDescription('Bitte füllen Sie dieses Feld aus.')
  await page.getByLabel('Nachname').fill('Altbau')
  await page.getByRole('button', { name: 'Speichern' }).click()
  await expect(page.getByRole('status')).toHaveText('Gespeichert. Die nächste Rechnung trägt diesen Namen.')
  await expect(answer(page)).toHaveText('Nora Altbau')

  await page.getByRole('link', { name: 'Rechnungsanschrift ändern' }).click()
  await page.getByLabel('Postleitzahl').fill('1205')
  await page.getByRole('button', { name: 'Speichern' }).click()
  await expect(page.getByLabel('Postleitzahl')).toHaveAccessibleDescription(/hat fünf Ziffern/)
  await page.getByLabel('Straße').fill('Wildenbruchstraße')
  await page.getByLabel('Postleitzahl').fill('12045')
  await page.getByRole('button', { name: 'Speichern' }).click()
  await expect(page.getByRole('definition').filter({ hasText: 'Wildenbruchstraße' })).toBeVisible()

  await signIn(elsewhere, SONNWERK, email, '/account')
  await page.reload()
  await page.locator('#devices li').filter({ hasNotText: 'dieses Gerät' }).getByRole('button').click()
  await expect(page.getByRole('status')).toHaveText('Das Gerät ist abgemeldet.')
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/login\?next=%2Faccount$/)

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Alle Daten herunterladen' }).click()
  const data: unknown = JSON.parse(await readFile(await (await saved).path(), 'utf8'))
  expect(data).toMatchObject({ customer: { email, last_name: 'Altbau' } })

  const main = page.getByRole('main')
  await main.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await main.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  await page.getByRole('button', { name: 'Account and settings of Nora Altbau' }).click()
  await page.locator('#account-menu').getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(`${SONNWERK.origin}/logout`)
  await page.goto(`${SONNWERK.origin}/account`)
  await expect(page).toHaveURL(/\/login\?next=%2Faccount$/)
})
