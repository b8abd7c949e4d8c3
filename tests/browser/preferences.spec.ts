import { mintLink } from './support/api.ts'
import { openEnergyAccount, signInAtPartner } from './support/partner-app.ts'
import { NORDLICHT, SONNWERK, signIn } from './support/brands.ts'
import { expect, test } from './support/test.ts'

test('language and appearance are chosen in the menu and stay from page to page', async ({ page }) => {
  await signIn(page, SONNWERK, 'anna@example.com', '/overview')
  const html = page.locator('html')
  await expect(html).toHaveAttribute('lang', 'de')
  await expect(html).toHaveCSS('color-scheme', 'light')
  await expect(page.locator('body')).toHaveCSS('color', 'rgb(36, 26, 18)')

  await page.getByRole('button', { name: /^Konto und Einstellungen/ }).click()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page).toHaveURL(`${SONNWERK.origin}/overview`)
  await expect(html).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: /^Account and settings/ }).click()
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(html).toHaveCSS('color-scheme', 'dark')

  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Invoices' }).click()
  await expect(page).toHaveURL(`${SONNWERK.origin}/invoices`)
  await expect(html).toHaveAttribute('lang', 'en')
  await expect(html).toHaveCSS('color-scheme', 'dark')
  await expect(html).toHaveCSS('background-color', 'rgb(26, 20, 16)')
  await page.getByRole('button', { name: /^Account and settings/ }).click()
  await expect(page.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/Rechnung|bezahlt/)

  await page.goto(await mintLink('demo', 'anna@example.com'))
  await expect(html).toHaveAttribute('lang', 'de')
  await expect(html).toHaveCSS('color-scheme', 'dark')
})

test('"as the device" follows the device', async ({ page }) => {
  await page.goto(`${SONNWERK.origin}/login`)
  await page.getByRole('button', { name: 'Wie Gerät' }).click()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme)
  }
})

test('a link that asks for English opens the portal in English', async ({ page }) => {
  await signInAtPartner(page, 'Anna Sommer')
  await openEnergyAccount(page, 'In English')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByText(/^Good (morning|afternoon|evening), Anna Sommer$/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Back to Sonnwerk' })).toBeVisible()
})

test('the other brand is another company: dark, in English, with other customers', async ({ page }) => {
  await signIn(page, NORDLICHT, 'anna@example.com', '/overview')
  const html = page.locator('html')
  await expect(html).toHaveAttribute('lang', 'en')
  await expect(html).toHaveCSS('color-scheme', 'dark')
  await expect(html).toHaveCSS('background-color', 'rgb(11, 17, 28)')
  await expect(page.getByRole('banner')).toContainText('Nordlicht Energie')
  await expect(page).toHaveTitle('Overview · Nordlicht Energie')
  await expect(page.locator('body')).not.toContainText(/Sonnwerk|Anna Sommer/)
})

test.describe('from page to page', () => {
  for (const { reducedMotion, fades } of [
    { reducedMotion: 'no-preference', fades: true },
    { reducedMotion: 'reduce', fades: false },
  ] as const) {
    test(`one ${fades ? 'fades into' : 'just follows'} another when motion is "${reducedMotion}"`, async ({
      page,
    }) => {
      await page.emulateMedia({ reducedMotion })
      await page.addInitScript(() => {
        addEventListener('pagereveal', ({ viewTransition }) => {
          document.documentElement.dataset['fades'] = String(viewTransition !== null)
        })
      })
      await signIn(page, SONNWERK, 'anna@example.com', '/overview')
      await page
        .getByRole('navigation', { name: 'Bereiche' })
        .getByRole('link', { name: 'Rechnungen' })
        .click()
      await expect(page).toHaveURL(`${SONNWERK.origin}/invoices`)
      await expect(page.locator('html')).toHaveAttribute('data-fades', String(fades))
    })
  }
})
