import type { Page } from '@playwright/test'
import { type DemoBrand, NORDLICHT, signIn, SONNWERK } from './support/brands.ts'
import { tabThrough } from './support/keyboard.ts'
import { accessibilityFindings, overflow } from './support/page-checks.ts'
import { expect, test } from './support/test.ts'

const BRANDS: Record<string, DemoBrand> = { phone: SONNWERK, desktop: NORDLICHT }

interface Answer {
  name: string
  /** The form's page. */
  path: string
  /** What is typed, by the fields' names. */
  fields: Record<string, string>
  status: number
  /** Fields that the answer names as wrong. */
  wrong: readonly string[]
}

/** Pages that only a post shows, so that no address leads to them. */
const FOR_EVERYBODY: readonly Answer[] = [
  {
    name: 'an address that is none',
    path: '/login',
    fields: { email: 'anna@' },
    status: 422,
    wrong: ['email'],
  },
  {
    name: 'notice without a word',
    path: '/cancel',
    fields: { email: 'anna' },
    status: 422,
    wrong: ['kind', 'name', 'contract', 'email'],
  },
  {
    name: 'a withdrawal without a word',
    path: '/withdraw',
    fields: {},
    status: 422,
    wrong: ['name', 'contract', 'email'],
  },
]

const SIGNED_IN: readonly Answer[] = [
  {
    name: 'an account that cannot be one',
    path: '/payment-method/change',
    fields: { holder: '', iban: 'DE02 5001 0517 0137 0750 03' },
    status: 422,
    wrong: ['holder', 'iban', 'agree'],
  },
  {
    name: 'nobody’s name',
    path: '/account/name',
    fields: { firstName: '', lastName: 'X'.repeat(240) },
    status: 422,
    wrong: ['firstName', 'lastName'],
  },
  {
    name: 'a move to nowhere on no day',
    path: '/tariff/move-out',
    fields: { date: '2020-01-01' },
    status: 422,
    wrong: ['date', 'address'],
  },
  { name: 'notice, looked at once more', path: '/tariff/terminate', fields: {}, status: 200, wrong: [] },
]

/** Sends the form of the page, and answers with which status it came back. */
async function send(page: Page, fields: Record<string, string>): Promise<number> {
  const main = page.getByRole('main')
  for (const [name, value] of Object.entries(fields)) await main.locator(`[name="${name}"]`).fill(value)
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await main.locator('form[method="post"] button[type="submit"]').first().click()
  const status = (await answered).status()
  await page.waitForLoadState()
  return status
}

async function checkAnswer(page: Page, { path, fields, status, wrong }: Answer): Promise<void> {
  expect(await send(page, fields)).toBe(status)
  const field = (name: string) => page.locator(`main [name="${name}"]`).first()
  for (const name of wrong) await expect(field(name)).toHaveAttribute('aria-invalid', 'true')
  if (wrong.length > 0) {
    await expect(page.getByRole('alert').getByRole('link')).toHaveCount(wrong.length)
    for (const [name, value] of Object.entries(fields)) await expect(field(name)).toHaveValue(value)
  }
  await checkPage(page)
  expect(new URL(page.url()).pathname).toBe(path)
}

async function checkPage(page: Page): Promise<void> {
  expect(await accessibilityFindings(page)).toEqual([])
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.setViewportSize(size)
  // By keyboard as after any other page: a click leaves no outline.
  await page.keyboard.press('Tab')
  await tabThrough(page)
}

test.describe.configure({ timeout: 60_000 })

test('what forms for everybody answer is plain, accessible and keeps what was typed', async ({ page }, {
  project,
}) => {
  const { origin } = BRANDS[project.name]!
  for (const answer of FOR_EVERYBODY) {
    await test.step(answer.name, async () => {
      await page.goto(origin + answer.path)
      await checkAnswer(page, answer)
    })
  }
})

test('so is what forms of the portal answer, and one that stood open for too long', async ({ page }, {
  project,
}) => {
  const brand = BRANDS[project.name]!
  await signIn(page, brand, brand.customer, '/overview')
  for (const answer of SIGNED_IN) {
    await test.step(answer.name, async () => {
      await page.goto(brand.origin + answer.path)
      await checkAnswer(page, answer)
    })
  }
  await test.step('a form of another session', async () => {
    await page.goto(`${brand.origin}/account/name`)
    await page
      .locator('main input[name="csrf"]')
      .evaluate((field: HTMLInputElement) => (field.value = field.value.toUpperCase()))
    expect(await send(page, {})).toBe(403)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/zu lange offen|open for too long/)
    await checkPage(page)
  })
})
