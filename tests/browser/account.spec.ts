import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { mintLink } from './support/api.ts'
import { openMailbox } from './support/mailbox.ts'
import { expect, test } from './support/test.ts'

// Tests of both viewports share one demo world, so each has a customer of its own whose account changes.
const CUSTOMERS: Record<string, { email: string; name: string }> = {
  phone: { email: 'frida@example.com', name: 'Frida Sonne' },
  desktop: { email: 'bernd@example.com', name: 'Bernd Winter' },
}
const customerOf = (project: string) => CUSTOMERS[project] ?? { email: '', name: '' }

const open = (page: Page, email: string, next: string) =>
  mintLink('demo', email, { next }).then((link) => page.goto(link))

for (const [javaScriptEnabled, iban, digits] of [
  [true, 'DE02500105170137075030', '5030'],
  [false, 'DE02120300000000202051', '2051'],
] as const) {
  test.describe(
    javaScriptEnabled ? 'in a browser with JavaScript' : 'in a browser without JavaScript',
    () => {
      test.use({ javaScriptEnabled })

      test('another account: the mandate, the check, the receipt on screen and by mail', async ({ page }, {
        project,
      }) => {
        const { email, name } = customerOf(project.name)
        await open(page, email, '/payment-method')
        await page.getByRole('link', { name: 'Konto ändern' }).click()
        await page.getByLabel('Kontoinhaber').fill(name)
        const field = page.getByLabel('IBAN')
        const swapped = `${iban.slice(0, -2)}${iban.at(-1)}${iban.at(-2)}`
        await field.pressSequentially(swapped.toLowerCase())
        if (javaScriptEnabled) {
          await expect(page.getByText(/^Die Prüfziffern passen nicht\./)).toBeVisible()
          await expect(field).toHaveValue(swapped.replaceAll(/(.{4})(?=.)/g, '$1 '))
        }
        await page.getByRole('button', { name: 'Mandat erteilen' }).click()

        await expect(page.getByRole('alert').getByRole('link')).toHaveText([
          'Diese IBAN gibt es nicht: Eine Ziffer ist vertippt oder zwei sind vertauscht.',
          'Bitte setzen Sie den Haken: Ohne Mandat dürfen wir nicht abbuchen.',
        ])
        await expect(page.getByLabel('Kontoinhaber')).toHaveValue(name)
        await field.fill(iban)
        await page.getByRole('checkbox', { name: /dieses SEPA-Lastschriftmandat/ }).check()
        if (javaScriptEnabled)
          await expect(page.getByText('Deutschland, die Prüfziffern stimmen.')).toBeVisible()
        const mailbox = await openMailbox(page, email, /SEPA-Mandat/)
        await page.getByRole('button', { name: 'Mandat erteilen' }).click()

        await expect(page.getByRole('status')).toContainText(
          `Wir buchen künftig von Ihrem Konto mit den Endziffern ${digits} ab.`,
        )
        const receipt = await page.getByRole('status').innerText()
        const reference = /Mandatsreferenz (\S+),/.exec(receipt)?.[1] ?? ''
        const mail = await mailbox.next()
        await expect(mail.getByRole('heading', { level: 1 })).toHaveText('Ihr neues SEPA-Mandat bei Sonnwerk')
        await expect(mail.frameLocator('iframe').getByText(reference)).toBeVisible()
        expect(await mail.content()).not.toContain(iban)
        await mail.close()
      })
    },
  )
}

test('a device that is signed out asks for a code at once', async ({ page, elsewhere }, { project }) => {
  const { email } = customerOf(project.name)
  await open(elsewhere, email, '/account')
  await open(page, email, '/account')
  await expect(page.getByText('dieses Gerät')).toHaveCount(1)
  await page.getByRole('button', { name: 'Alle anderen abmelden' }).click()
  await expect(page.getByRole('status')).toHaveText('Alle anderen Geräte sind abgemeldet.')
  await expect(page.getByText('Kein anderes Gerät ist angemeldet.')).toBeVisible()
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/login\?next=%2Faccount$/)
})

test('all data comes as a file', async ({ page }, { project }) => {
  const { email } = customerOf(project.name)
  await open(page, email, '/account')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Alle Daten herunterladen' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^meine-daten-\d{4}-\d\d-\d\d\.json$/)
  const data: unknown = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(data).toMatchObject({ object: 'customer_data_export', customer: { email } })
})
