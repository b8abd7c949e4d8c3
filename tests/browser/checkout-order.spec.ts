import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { portal } from './support/addresses.ts'
import { signIn, SONNWERK } from './support/brands.ts'
import { CODE, openMailbox } from './support/mailbox.ts'
import { fillOffer, fillPayment } from './support/order-pages.ts'
import { accessibilityFindings, overflow } from './support/page-checks.ts'
import { expect, test } from './support/test.ts'
import { createNewcomer } from './support/world.ts'

const CHECKOUT = portal('sonnwerk.checkout')
const CONFIRMATION = /^Ihr Stromvertrag mit Sonnwerk/
const newAddress = () => `neu-${randomUUID().slice(0, 8)}@example.com`
const title = (page: Page) => page.getByRole('heading', { level: 1 })
const next = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Pages of strangers, which the battery of all pages does not come by. */
async function look(page: Page): Promise<void> {
  expect(await accessibilityFindings(page)).toEqual([])
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  if (size) await page.setViewportSize(size)
}

async function fillPerson(page: Page, email: string): Promise<void> {
  await page.getByRole('radio', { name: 'Für mich privat' }).check()
  await page.getByLabel('Vorname').fill('Nora')
  await page.getByLabel('Nachname').fill('Neubau')
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await next(page, 'Weiter')
  await expect(title(page)).toHaveText('Sehen Sie in Ihr Postfach.')
}

async function prove(page: Page, code: string): Promise<void> {
  await page.getByLabel('Sechsstelliger Code').fill(code)
  await next(page, 'Adresse bestätigen')
  await expect(title(page)).toHaveText('Wie möchten Sie bezahlen?')
}

test('a stranger orders, and is in the portal', async ({ page }) => {
  test.setTimeout(60_000)
  const email = newAddress()
  const codes = await openMailbox(page, email, CODE)
  await fillOffer(page, `${CHECKOUT}/`)
  await look(page)
  await next(page, 'Weiter')
  await expect(page.getByRole('alert')).toContainText('Bitte prüfen Sie 3 Angaben.')
  await look(page)
  // What only a company states is asked of companies alone.
  await expect(page.getByLabel('Name des Unternehmens')).toBeHidden()
  await page.getByRole('radio', { name: 'Für ein Unternehmen' }).check()
  await expect(page.getByLabel('Name des Unternehmens')).toBeVisible()
  await fillPerson(page, email)
  await look(page)
  await prove(page, await codes.nextCode())

  await expect(page.getByLabel('IBAN')).toBeHidden()
  await page.getByRole('radio', { name: 'SEPA-Lastschrift' }).check()
  await page.getByLabel('IBAN').pressSequentially('DE89370400440532013000')
  await expect(page.getByRole('status')).toHaveText('Deutschland, die Prüfziffern stimmen.')
  await look(page)
  await fillPayment(page)

  await expect(title(page)).toHaveText('Stimmt alles?')
  await look(page)
  const early = page.getByRole('checkbox', { name: /^Ich verlange ausdrücklich/ })
  await expect(early).not.toBeChecked()
  // The way back loses nothing.
  await page.getByRole('link', { name: 'Ändern: Lieferort' }).click()
  await expect(page.getByRole('textbox', { name: 'Straße' })).toHaveValue('Invalidenstraße')
  await page.goto(`${CHECKOUT}/summary`)
  await early.check()
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Vertragsunterlagen speichern' }).click()
  expect((await saved).suggestedFilename()).toBe('stromvertrag.html')

  const mails = await openMailbox(page, email, CONFIRMATION)
  await page.getByRole('button', { name: 'zahlungspflichtig bestellen' }).dblclick()
  await expect(title(page)).toHaveText('Danke, Nora. Ihr Strom ist bestellt.')
  expect(page.url()).toMatch(new RegExp(`^${SONNWERK.origin}/start/done\\?subscription=sub_`))
  await look(page)
  const mail = await mails.nextText()
  expect(mail).toContain('Widerrufsbelehrung')
  expect(mail).toContain('Sie haben ausdrücklich verlangt')
  await page.getByRole('link', { name: 'Zu Ihrem Konto' }).click()
  await expect(title(page)).toHaveText(/^Ab .* beliefern wir Sie mit Strom\.$/)
})

test('whoever has an account gets the new contract there', async ({ page }) => {
  const { email } = await createNewcomer(null)
  const codes = await openMailbox(page, email, CODE)
  await fillOffer(page, `${CHECKOUT}/`)
  await fillPerson(page, email.toUpperCase())
  await prove(page, await codes.nextCode())
  await page.getByRole('radio', { name: 'Überweisung' }).check()
  await next(page, 'Weiter zur Übersicht')
  await expect(page.getByRole('main')).toContainText(email)
  await next(page, 'zahlungspflichtig bestellen')
  await expect(title(page)).toHaveText('Danke, Nora. Ihr Strom ist bestellt.')
})

test('who comes from the partner, signed in, is asked for nothing that is known', async ({ page }) => {
  const { email, name } = await createNewcomer(null)
  await signIn(page, SONNWERK, email, '/start')
  await fillOffer(page, `${SONNWERK.origin}/start`)
  await expect(title(page)).toHaveText(`Sie bestellen als ${name}`)
  await next(page, 'Weiter')
  await fillPayment(page)
  await next(page, 'zahlungspflichtig bestellen')
  await expect(title(page)).toHaveText('Danke, Nora. Ihr Strom ist bestellt.')
  await page.goto(`${SONNWERK.origin}/start`)
  await expect(page).toHaveURL(`${SONNWERK.origin}/overview`)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a company orders', async ({ page }) => {
    const email = newAddress()
    const codes = await openMailbox(page, email, CODE)
    await fillOffer(page, `${CHECKOUT}/`)
    await page.getByRole('radio', { name: 'Für ein Unternehmen' }).check()
    await page.getByLabel('Name des Unternehmens').fill('Neubau GmbH')
    await page.getByLabel('Vorname').fill('Nora')
    await page.getByLabel('Nachname').fill('Neubau')
    await page.getByLabel('E-Mail-Adresse').fill(email)
    await next(page, 'Weiter')
    await prove(page, await codes.nextCode())
    await fillPayment(page)
    await expect(page.getByRole('main')).toContainText('Neubau GmbH')
    await expect(page.getByRole('checkbox')).toHaveCount(0)
    await next(page, 'zahlungspflichtig bestellen')
    await expect(title(page)).toHaveText('Danke, Nora. Ihr Strom ist bestellt.')
  })
})
