import { gzipSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page, Response } from '@playwright/test'

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Telling what is right as well takes half as long again, and none of these rules wants the style sheets. */
const FINDINGS_ALONE = { resultTypes: ['violations' as const], preload: false }

/**
 * What axe finds against WCAG 2.2 AA in the page, or in a part of it: one line for each element. The page is looked at in a
 * window as high as itself: a bar that sticks to the window's foot would half cover whatever happens to lie there, which a
 * reader simply scrolls on.
 */
export async function accessibilityFindings(page: Page, part = 'html'): Promise<string[]> {
  // An address stands in the bar before the first of its page is there.
  await page.waitForLoadState()
  const size = page.viewportSize()
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  if (size !== null && part === 'html' && height > size.height)
    await page.setViewportSize({ ...size, height })
  // No page has a frame of another origin, which is all that the slower mode is for.
  const axe = new AxeBuilder({ page })
    .options(FINDINGS_ALONE)
    .withTags(WCAG_22_AA)
    .setLegacyMode()
    .include(part)
  const { violations } = await axe.analyze()
  if (size !== null) await page.setViewportSize(size)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const reasons = [...any, ...all, ...none].map(({ message }) => message)
      return `${id}: ${html} ${reasons.join(' ')}`
    }),
  )
}

/** Bytes of a page, gzipped: its document, and its style sheets and scripts taken together. */
export interface Weight {
  html: number
  css: number
  js: number
}

/** Weighs what a visit fetches. For a browser that has not been there: what lies in its cache weighs nothing. */
export async function weigh(page: Page, visit: () => Promise<unknown>): Promise<Weight> {
  // What the page before is still waiting for is not of this visit, and gone as soon as it begins.
  await page.goto('about:blank')
  const fetched: { type: string; body: Promise<Buffer> }[] = []
  // Read as it comes: the browser may let go of it later.
  const collect = (response: Response) => {
    const body = response.body()
    body.catch(() => undefined)
    fetched.push({ type: response.request().resourceType(), body })
  }
  page.on('response', collect)
  await visit()
  page.off('response', collect)
  const bytes = async (type: string) => {
    const bodies = await Promise.all(fetched.filter((each) => each.type === type).map(({ body }) => body))
    return bodies.reduce((total, body) => total + gzipSync(body).length, 0)
  }
  return { html: await bytes('document'), css: await bytes('stylesheet'), js: await bytes('script') }
}

declare global {
  interface Window {
    layoutShifts: { value: number; moved: string[] }[]
  }
}

const FONTS = '**/*.woff2'

interface LayoutShift extends PerformanceEntry {
  value: number
  sources: readonly { node: Node | null }[]
}

/**
 * Opens pages from now on with every layout shift written down and every font held back until `release` is called, so that
 * a slow network's page is seen before and after they come.
 */
export async function holdFonts(page: Page): Promise<{ release: () => Promise<void> }> {
  await page.addInitScript(() => {
    globalThis.window.layoutShifts = []
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as LayoutShift[]) {
        const moved = sources.map(({ node }) =>
          node instanceof Element ? node.outerHTML.slice(0, 80) : 'text',
        )
        globalThis.window.layoutShifts.push({ value, moved })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route(FONTS, async (route) => {
    await released
    await route.continue()
  })
  return {
    release: async () => {
      release()
      await page.evaluate(() => document.fonts.ready)
      await page.unroute(FONTS)
    },
  }
}

/** Waits for the style sheets, without which a browser paints nothing. */
export const painted = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)

/** The shifts since the page was opened, the latest frames included. */
export function layoutShifts(page: Page): Promise<Window['layoutShifts']> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame)
    return globalThis.window.layoutShifts
  })
}

/** By how many CSS pixels the page is wider than the screen; below zero where room for a scroll bar is kept. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
