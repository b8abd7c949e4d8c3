import type { Page } from '@playwright/test'
import { PARTNER } from './support/addresses.ts'
import { type LinkOptions, mintLink } from './support/api.ts'
import { signIn, SONNWERK, SONNWERK_FIX } from './support/brands.ts'
import { expect, test } from './support/test.ts'
import { createNewcomer } from './support/world.ts'

/** Opens a single task the way a partner's app does, with the way back there. */
async function begin(page: Page, email: string, options: LinkOptions): Promise<void> {
  await page.goto(await mintLink('demo', email, { ...options, returnUrl: `${PARTNER}/` }))
}

/** Nothing leads away from the task but the way back. */
async function expectTaskAlone(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Bereiche' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Konto und Einstellungen/ })).toHaveCount(0)
  for (const path of ['/overview', '/account', '/tariff'])
    await expect(page.locator(`a[href="${path}"]`)).toHaveCount(0)
}

async function goBack(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'Zurück zu Sonnwerk' }).click()
  await expect(page).toHaveURL(`${PARTNER}/sign-in`)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an invoice, opened by itself: its lines, its days, its PDF, and back', async ({
      page,
      elsewhere,
    }) => {
      await signIn(elsewhere, SONNWERK, 'anna@example.com', '/invoices')
      const row = elsewhere.locator('main a[href^="/invoices/inv_"]').first()
      const path = (await row.getAttribute('href')) ?? ''

      await begin(page, 'anna@example.com', { flow: 'invoice', next: path })
      await expect(page).toHaveURL(SONNWERK.origin + path)
      await expect(page.getByRole('row', { name: 'Summe netto' })).toBeVisible()
      await expectTaskAlone(page)
      await page.getByRole('link', { name: 'Nachrechnen: jeder Tag, jede Viertelstunde' }).click()
      await expect(page).toHaveURL(`${SONNWERK.origin}${path}/days`)
      await expectTaskAlone(page)
      await page.getByRole('link', { name: /^Rechnung / }).click()
      await expect(page).toHaveURL(SONNWERK.origin + path)

      const answered = page.waitForResponse(`${SONNWERK.origin}${path}/file`)
      await page.getByRole('link', { name: 'PDF' }).click()
      const file = await answered
      expect(file.status()).toBe(200)
      expect(file.headers()['content-type']).toBe('application/pdf')
      expect(file.headers()['content-disposition']).toMatch(/^inline; filename="[\w-]+\.pdf"$/)
      await page.goto(SONNWERK.origin + path)
      await goBack(page)
    })

    test('how a contract is paid, opened by itself: another account, and back', async ({ page }) => {
      const { email } = await createNewcomer({ startsInDays: 20, iban: 'DE02100500000054540402' })
      await begin(page, email, { flow: 'payment_method' })
      await expect(page).toHaveURL(`${SONNWERK.origin}/payment-method`)
      await expectTaskAlone(page)
      await page.getByRole('link', { name: 'Konto ändern' }).click()
      await expectTaskAlone(page)
      await page.getByRole('button', { name: 'Mandat erteilen' }).click()
      await expect(page.getByRole('alert').getByRole('link')).toHaveCount(3)
      await expectTaskAlone(page)
      await page.getByLabel('Kontoinhaber').fill('Nora Neubau')
      await page.getByLabel('IBAN').fill('DE89370400440532013000')
      await page.getByRole('checkbox', { name: /dieses SEPA-Lastschriftmandat/ }).check()
      await page.getByRole('button', { name: 'Mandat erteilen' }).click()
      await expect(page.getByRole('status')).toContainText('Endziffern 3000')
      await expectTaskAlone(page)
      await goBack(page)
    })
  })
}

test('a reading, opened by itself, ends with the way back', async ({ page }) => {
  await begin(page, SONNWERK_FIX.customer, { flow: 'meter_reading' })
  await expect(page).toHaveURL(`${SONNWERK_FIX.origin}/meter-readings`)
  await expectTaskAlone(page)
  await goBack(page)
})
