import type { Page } from '@playwright/test'
import { tabThrough } from './support/keyboard.ts'
import { sum } from './support/numbers.ts'
import {
  accessibilityFindings,
  holdFonts,
  layoutShifts,
  overflow,
  painted,
  weigh,
} from './support/page-checks.ts'
import { type DemoBrand, NORDLICHT, SONNWERK, SONNWERK_FIX } from './support/brands.ts'
import { pagesOf } from './support/portal-pages.ts'
import { expect, test } from './support/test.ts'

// What is looked at here is the page that stands, not the one that fades in.
test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ timeout: 60_000 })

interface Look {
  scheme: 'light' | 'dark'
  locale: 'de' | 'en'
}

/** Words do not depend on the appearance, nor colours on the language: each viewport sees both of both. */
const LOOKS: Record<string, readonly Look[]> = {
  phone: [
    { scheme: 'light', locale: 'de' },
    { scheme: 'dark', locale: 'en' },
  ],
  desktop: [
    { scheme: 'light', locale: 'en' },
    { scheme: 'dark', locale: 'de' },
  ],
}

for (const brand of [SONNWERK, NORDLICHT, SONNWERK_FIX]) {
  test.describe(brand.name, () => {
    for (const { name, status, reach } of pagesOf(brand)) {
      test(`${name}: light, steady, and everybody's`, async ({ page }, { project }) => {
        const address = await reach(page, brand)
        await test.step('weighs little and stays where it is', () => checkLoading(page, address))
        for (const look of LOOKS[project.name] ?? []) {
          await test.step(`accessible, ${look.scheme}, ${look.locale}`, async () => {
            await choose(page, brand, look)
            const response = await page.goto(address)
            expect(response?.status()).toBe(status)
            await expect(page).toHaveURL(address)
            await checkAccess(page, look)
          })
        }
        await test.step('reached by keyboard', async () => {
          await page.goto(address)
          await tabThrough(page)
        })
        await test.step('never wider than the screen', async () => {
          expect(await overflow(page)).toBeLessThanOrEqual(0)
          await page.setViewportSize({ width: 320, height: 640 })
          await openTables(page)
          expect(await overflow(page)).toBeLessThanOrEqual(0)
        })
      })
    }
  })
}

/** As if the visitor had chosen before; how they choose is a journey of its own. */
async function choose(page: Page, { origin }: DemoBrand, look: Look): Promise<void> {
  const cookies = Object.entries(look).map(([name, value]: [string, string]) => ({
    name,
    value,
    url: origin,
  }))
  await page.context().addCookies(cookies)
}

async function checkLoading(page: Page, address: string): Promise<void> {
  const fonts = await holdFonts(page)
  const weight = await weigh(page, async () => {
    await page.goto(address, { waitUntil: 'domcontentloaded' })
    await painted(page)
  })
  expect(weight.html).toBeLessThanOrEqual(60_000)
  expect(weight.css).toBeGreaterThan(0)
  expect(weight.css).toBeLessThanOrEqual(15_000)
  expect(weight.js).toBeLessThanOrEqual(15_000)

  expect(await layoutShifts(page)).toEqual([])
  await fonts.release()
  // A heading may break its lines differently in its real font than in the stand-in; the page stays where it is.
  const shifts = await layoutShifts(page)
  expect(sum(shifts.map(({ value }) => value)), JSON.stringify(shifts)).toBe(0)
}

async function checkAccess(page: Page, { scheme, locale }: Look): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', locale)
  await expect(page.locator('html')).toHaveCSS('color-scheme', scheme)
  await openTables(page)
  // At the end, where the bar at the foot of a phone lies over nothing.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  expect(await accessibilityFindings(page)).toEqual([])
  await page.evaluate(() => scrollTo(0, 0))
  for (const menu of await page.locator('button[popovertarget]').all()) {
    if (!(await menu.isVisible())) continue
    await menu.click()
    expect(await accessibilityFindings(page, ':popover-open')).toEqual([])
    await page.keyboard.press('Escape')
  }
}

/** What is folded away counts too: a reader may open it. */
async function openTables(page: Page): Promise<void> {
  for (const table of await page.locator('summary').all()) await table.click()
}
