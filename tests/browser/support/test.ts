import { test as base, type Page } from '@playwright/test'
import { record } from './recorder.ts'

export { expect } from '@playwright/test'

interface Fixtures {
  /** A page in another browser, which shares nothing with `page`. */
  elsewhere: Page
}

/** The test of these journeys: what every page may not do is recorded and fails it (see `record`). */
export const test = base.extend<Fixtures>({
  context: async ({ context }, use) => {
    const endsClean = record(context)
    await use(context)
    endsClean()
  },
  elsewhere: async ({ browser }, use) => {
    const context = await browser.newContext()
    const endsClean = record(context)
    await use(await context.newPage())
    await context.close()
    endsClean()
  },
})
