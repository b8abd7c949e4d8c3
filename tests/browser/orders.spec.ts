import type { Page } from '@playwright/test'
import { portal } from './support/addresses.ts'
import { signIn, SONNWERK, SONNWERK_FIX } from './support/brands.ts'
import { expect, test } from './support/test.ts'

const sections = (page: Page) => page.getByRole('navigation', { name: 'Bereiche' })

test('an order is followed step by step, and leads to what it means', async ({ page }) => {
  await signIn(page, SONNWERK_FIX, SONNWERK_FIX.customer, '/orders')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Ihr Smart Meter wartet auf Ihre Angaben zum Zählerschrank.',
  )
  const steps = page.getByRole('main').getByRole('listitem')
  await expect(steps.filter({ hasText: 'Ihre Angaben zum Zählerschrank' })).toHaveAttribute(
    'aria-current',
    'step',
  )
  await page.getByRole('link', { name: 'Was das bedeutet' }).click()
  await expect(page).toHaveURL(/\/help#grid-fees$/)
  // The address opens the answer it leads to.
  await expect(page.getByText('Melden Sie uns das Gerät, wir beantragen die Ermäßigung.')).toBeVisible()
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('every section is reached from the navigation', async ({ page }, { project }) => {
      await signIn(page, SONNWERK, SONNWERK.customer, '/overview')
      const links = sections(page).getByRole('link')
      const more = sections(page).getByRole('button', { name: /^Mehr/ })
      if (project.name === 'phone') {
        await expect(links).toHaveCount(4)
        await more.click()
      } else {
        await expect(more).toBeHidden()
      }
      await expect(links).toHaveText([
        'Übersicht',
        'Verbrauch',
        'Preise',
        'Rechnungen',
        'Zählerstände',
        'Tarif',
        'Zahlung',
        'Aufträge',
        'Konto',
        'Hilfe',
      ])
      await links.filter({ hasText: 'Hilfe' }).click()
      await expect(page).toHaveURL(`${portal('sonnwerk')}/help`)
      if (project.name !== 'phone') return
      // What is behind "more" is named by it when it is the page that stands.
      await expect(more).toHaveAccessibleName(/Sie sind bei: Hilfe/)
      await page.getByText('Wie kündige ich?').click()
      await expect(page.getByText('Auf einer Seite und ohne Anmeldung')).toBeVisible()
    })
  })
}

test('the rest of the sections opens and closes by keyboard and gives the focus back', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, SONNWERK, SONNWERK.customer, '/overview')
  const more = sections(page).getByRole('button', { name: 'Mehr' })
  await more.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(sections(page).getByRole('link', { name: 'Zählerstände' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(sections(page).getByRole('link', { name: 'Zählerstände' })).toBeHidden()
  await expect(more).toBeFocused()
})
