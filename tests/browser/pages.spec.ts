import type { Page } from '@playwright/test'
import { tabThrough } from './support/keyboard.ts'
import { sum } from './support/numbers.ts'
import {
  accessibilityFindings,
  holdFonts,
  layoutShifts,
  overflow,
  painted,
  type Weight,
  weigh,
} from './support/page-checks.ts'
import { type DemoBrand, NORDLICHT, SONNWERK } from './support/brands.ts'
import { CONTRACT_STATES } from './support/contract-states.ts'
import { PAGES } from './support/portal-pages.ts'
import { expect, test } from './support/test.ts'

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

const STATE_LOOKS: Record<string, Look> = {
  phone: { scheme: 'light', locale: 'en' },
  desktop: { scheme: 'dark', locale: 'de' },
}

for (const brand of [SONNWERK, NORDLICHT]) {
  test.describe(brand.name, () => {
    for (const { name, status, reach } of PAGES) {
      test(`${name}: light, steady, and everybody's`, async ({ page }, { project }) => {
        const address = await reach(page, brand)
        await test.step('weighs little and stays where it is', async () => {
          const weight = await checkLoading(page, address)
          expect(weight.css).toBeGreaterThan(0)
          expect(weight.css).toBeLessThanOrEqual(15_000)
          expect(weight.js).toBeLessThanOrEqual(15_000)
        })
        for (const look of LOOKS[project.name] ?? []) {
          await test.step(`accessible, ${look.scheme}, ${look.locale}`, async () => {
            await choose(page, brand, look)
            const response = await page.goto(address)
            expect(response?.status()).toBe(status)
            await expect(page).toHaveURL(address)
            await checkAccess(page, look)
            // They are the same on every page.
            if (name === 'overview') await checkMenus(page)
          })
        }
        await test.step('by keyboard, and never wider than the screen', () => checkUse(page))
      })
    }
  })
}

test.describe('contracts', () => {
  for (const { name, brand, reach } of CONTRACT_STATES) {
    test(`${name}: light, steady, and everybody's`, async ({ page }, { project }) => {
      test.setTimeout(120_000)
      const addresses = await reach(page)
      // Each viewport sees one half: what is said differs here, not how it looks.
      const look = STATE_LOOKS[project.name]!
      await choose(page, brand, look)
      for (const address of addresses) {
        await test.step(new URL(address).pathname, async () => {
          await checkLoading(page, address)
          await expect(page).toHaveURL(address)
          await checkAccess(page, look)
          await checkUse(page)
        })
      }
    })
  }
})

/** As if the visitor had chosen before; how they choose is a journey of its own. */
async function choose(page: Page, { origin }: DemoBrand, look: Look): Promise<void> {
  const cookies = Object.entries(look).map(([name, value]: [string, string]) => ({
    name,
    value,
    url: origin,
  }))
  await page.context().addCookies(cookies)
}

async function checkLoading(page: Page, address: string): Promise<Weight> {
  const fonts = await holdFonts(page)
  const weight = await weigh(page, async () => {
    await page.goto(address, { waitUntil: 'domcontentloaded' })
    await painted(page)
  })
  expect(weight.html).toBeGreaterThan(0)
  expect(weight.html).toBeLessThanOrEqual(60_000)
  expect(await layoutShifts(page)).toEqual([])
  await fonts.release()
  // A heading may break its lines differently in its real font than in the stand-in; the page stays where it is.
  const shifts = await layoutShifts(page)
  expect(sum(shifts.map(({ value }) => value)), JSON.stringify(shifts)).toBe(0)
  return weight
}

async function checkAccess(page: Page, { scheme, locale }: Look): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', locale)
  await expect(page.locator('html')).toHaveCSS('color-scheme', scheme)
  await openTables(page)
  // At the end, where the bar at the foot of a phone lies over nothing.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  expect(await accessibilityFindings(page)).toEqual([])
  await page.evaluate(() => scrollTo(0, 0))
}

async function checkMenus(page: Page): Promise<void> {
  for (const menu of await page.locator('button[popovertarget]').all()) {
    if (!(await menu.isVisible())) continue
    await menu.click()
    expect(await accessibilityFindings(page, ':popover-open')).toEqual([])
    await page.keyboard.press('Escape')
  }
}

/** As the page stands, with its tables open; at 320 pixels it is as wide as one enlarged to 400 %. */
async function checkUse(page: Page): Promise<void> {
  const size = page.viewportSize()!
  await tabThrough(page)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.setViewportSize(size)
}

/** What is folded away counts too: a reader may open it. Not by the mouse, after which the focus is not outlined. */
async function openTables(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all: HTMLDetailsElement[]) => {
    for (const details of all) details.open = true
  })
}
