import type { Page } from '@playwright/test'
import { signIn, SONNWERK } from './support/brands.ts'
import { expect, test } from './support/test.ts'

const openOverview = (page: Page) => signIn(page, SONNWERK, SONNWERK.customer, '/overview')

test('the skip link is the first stop and leads past the navigation', async ({ page }) => {
  await openOverview(page)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Zum Inhalt springen' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
})

test('the account menu opens and closes by keyboard and gives the focus back', async ({ page }) => {
  await openOverview(page)
  const button = page.getByRole('button', { name: 'Konto und Einstellungen von Anna Sommer' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Abmelden' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Konto und Daten' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Deutsch' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Abmelden' })).toBeHidden()
  await expect(button).toBeFocused()
})

test('the price chart is read out by arrow keys', async ({ page }) => {
  await openOverview(page)
  const slider = page.getByRole('slider', {
    name: 'Mit den Pfeiltasten lesen Sie einzelne Viertelstunden ab.',
  })
  const reading = page.getByRole('status').filter({ hasText: 'ct/kWh' })
  const value = async () => Number(await slider.getAttribute('aria-valuenow'))
  const READOUT = /^\w\w \d\d:\d\d–\d\d:\d\d: −?\d+,\d\sct\/kWh, ((sehr )?(günstig|teuer)|wie üblich)$/

  await slider.focus()
  await expect(slider).toHaveAttribute('aria-valuetext', READOUT)
  await expect(reading).toHaveText((await slider.getAttribute('aria-valuetext')) ?? '')
  const start = await value()
  await page.keyboard.press('ArrowRight')
  expect(await value()).toBe(start + 1)
  await expect(reading).toHaveText((await slider.getAttribute('aria-valuetext')) ?? '')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  expect(await value()).toBe(Math.max(0, start - 1))
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', /^\w\w 00:00–00:15: /)
  await page.keyboard.press('ArrowLeft')
  expect(await value()).toBe(0)
  await page.keyboard.press('End')
  await expect(slider).toHaveAttribute('aria-valuetext', /^\w\w 23:45–00:00: /)
  expect(await value()).toBe(Number(await slider.getAttribute('aria-valuemax')))
  await page.keyboard.press('Escape')
  await expect(reading).toHaveCount(0)
})

test('the price chart is read out where it is pointed at', async ({ page }) => {
  await openOverview(page)
  const slider = page.getByRole('slider', { name: /^Mit den Pfeiltasten/ })
  const reading = page.getByRole('status').filter({ hasText: 'ct/kWh' })
  const { x = 0, y = 0, width = 0 } = (await slider.boundingBox()) ?? {}
  await page.mouse.move(x + 1, y + 60)
  await page.mouse.down()
  await expect(reading).toHaveText(/^\w\w 00:00–00:15: /)
  await page.mouse.up()
  await page.mouse.move(x + width - 1, y + 60)
  await page.mouse.down()
  await expect(reading).toHaveText(/^\w\w 23:45–00:00: /)
})
