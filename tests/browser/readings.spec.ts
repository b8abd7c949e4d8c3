import type { Page } from '@playwright/test'
import { readGerman } from './support/numbers.ts'
import { signIn, SONNWERK_FIX } from './support/brands.ts'
import { accessibilityFindings } from './support/page-checks.ts'
import { expect, test } from './support/test.ts'

/** A picture of one pixel. */
const PHOTO = {
  name: 'zaehler.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** A day of its own for each project and way, so that none reports what another has reported. */
const dayBefore = async (page: Page, days: number): Promise<string> => {
  const today = await page.getByLabel('Abgelesen am').inputValue()
  return new Date(Date.parse(`${today}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('an unusual reading is asked back about, confirmed, and kept with its photo', async ({ page }, {
      project,
    }) => {
      const days = (project.name === 'phone' ? 1 : 3) + (javaScriptEnabled ? 0 : 1)
      await signIn(page, SONNWERK_FIX, SONNWERK_FIX.customer, '/meter-readings')
      const last = readGerman(await page.locator('.figure').innerText())
      const unusual = String(last + 30_000)
      const day = await dayBefore(page, days)
      await page.getByLabel('Stand in kWh').fill(unusual)
      await page.getByLabel('Abgelesen am').fill(day)
      await page.getByLabel('Foto des Zählers (freiwillig)').setInputFiles(PHOTO)
      await page.getByRole('button', { name: 'Stand melden' }).click()

      await expect(page.getByRole('alert')).toContainText('Das wären 30.000 kWh')
      await expect(page.getByLabel('Stand in kWh')).toHaveValue(unusual)
      await expect(page.getByLabel('Abgelesen am')).toHaveValue(day)
      await expect(page.getByText('Bitte wählen Sie es noch einmal aus.')).toBeVisible()
      if (javaScriptEnabled) expect(await accessibilityFindings(page)).toEqual([])
      await page.getByLabel('Stimmt der Stand doch?').fill('Der Zähler wurde getauscht.')
      await page.getByLabel('Foto des Zählers (freiwillig)').setInputFiles(PHOTO)
      await page.getByRole('button', { name: 'Noch einmal senden' }).click()

      await expect(page.getByRole('status')).toContainText('Der Stand ist ungewöhnlich.')
      const row = page.getByRole('listitem').filter({ hasText: 'wird geprüft, zählt noch nicht' }).first()
      await expect(row).toContainText(`${(last + 30_000).toLocaleString('de-DE')} kWh`)
      await expect(row.getByRole('link', { name: 'Foto ansehen' })).toBeVisible()
      expect(readGerman(await page.locator('.figure').innerText())).toBe(last)
    })
  })
}
