import { API, PARTNER, portal } from './support/addresses.ts'
import { mintLink } from './support/api.ts'
import { openEnergyAccount, signInAtPartner } from './support/partner-app.ts'
import { expect, test } from './support/test.ts'

const SONNWERK = portal('sonnwerk')

test('a link works once: a second browser reads so in the brand, and finds two ways on', async ({
  page,
  elsewhere,
}) => {
  await signInAtPartner(page, 'Anna Sommer')
  const link = await openEnergyAccount(page)
  await expect(page).toHaveURL(`${SONNWERK}/overview`)

  const second = await elsewhere.goto(link)
  expect(second?.status()).toBe(410)
  await expect(elsewhere.getByRole('heading', { name: 'Dieser Link gilt nicht mehr.' })).toBeVisible()
  await expect(elsewhere.getByRole('banner')).toContainText('Sonnwerk')
  const main = elsewhere.getByRole('main')
  await expect(main.getByRole('link', { name: 'Code per E-Mail senden' })).toBeVisible()
  await expect(main.getByRole('link', { name: 'Zurück zu Sonnwerk' })).toHaveAttribute(
    'href',
    /^http:\/\/localhost:/,
  )
  await elsewhere.goto(`${SONNWERK}/overview`)
  await expect(elsewhere).toHaveURL(`${SONNWERK}/login?next=%2Foverview`)

  // Whoever it signed in already just goes on: a refresh or a second click is no dead end.
  await page.goto(link)
  await expect(page).toHaveURL(`${SONNWERK}/overview`)
})

test('a customer without a contract lands at the checkout, whatever they ask for', async ({ page }) => {
  await signInAtPartner(page, 'Clara Neu')
  await openEnergyAccount(page)
  await expect(page).toHaveURL(`${SONNWERK}/start`)
  await expect(page.getByRole('button', { name: 'Konto und Einstellungen von Clara Neu' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Bereiche' })).toHaveCount(0)
  for (const path of ['/overview', '/invoices']) {
    await page.goto(SONNWERK + path)
    await expect(page).toHaveURL(`${SONNWERK}/start`)
  }
})

test("a customer whose plan has no portal reads why in the partner's app, with a number to ask about", async ({
  page,
}) => {
  await signInAtPartner(page, 'Emil Intern')
  const answered = page.waitForResponse(`${PARTNER}/energy-account`)
  await page.getByRole('button', { name: 'Mein Energiekonto' }).click()
  expect((await answered).status()).toBe(422)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Für Ihren Tarif ist das Energiekonto noch nicht freigeschaltet',
  )
  const support = page.getByRole('region', { name: 'Für den Kundendienst' })
  await expect(support.getByText(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)).toBeVisible()
  await expect(support.getByText(/^The hosted portal of this customer’s plan is not enabled\./)).toBeVisible()
})

test('a link for a message is spent by the button alone, and only once', async ({ page, elsewhere }) => {
  await signInAtPartner(page, 'Anna Sommer')
  await page.getByRole('button', { name: 'Link für eine Nachricht' }).click()
  const link = await page.getByLabel('Link', { exact: true }).inputValue()
  expect(link).toContain(`${SONNWERK}/auth/confirm?`)

  const button = { name: 'Weiter als A… bei Sonnwerk' }
  for (const opened of [page, elsewhere, page]) {
    await opened.goto(link)
    await expect(opened.getByRole('button', button)).toBeVisible()
  }
  await page.goto(`${SONNWERK}/overview`)
  await expect(page).toHaveURL(`${SONNWERK}/login?next=%2Foverview`)

  await page.goto(link)
  await page.getByRole('button', button).click()
  await expect(page).toHaveURL(`${SONNWERK}/overview`)
  await expect(page.getByText(/, Anna Sommer$/)).toBeVisible()

  // The other browser still shows the button, which no longer does anything; and opening it anew says so at once.
  const [pressed] = await Promise.all([
    elsewhere.waitForResponse(`${SONNWERK}/auth/confirm`),
    elsewhere.getByRole('button', button).click(),
  ])
  expect(pressed.status()).toBe(410)
  await expect(elsewhere.getByRole('heading', { name: 'Dieser Link gilt nicht mehr.' })).toBeVisible()
  await elsewhere.goto(link)
  await expect(elsewhere.getByRole('heading', { name: 'Dieser Link gilt nicht mehr.' })).toBeVisible()
})

test("a link of one brand opens nothing at another's, and is not spent by the attempt", async ({ page }) => {
  const link = await mintLink('demo', 'anna@example.com')
  const foreign = await page.goto(link.replace('//sonnwerk.', '//nordlicht.'))
  expect(foreign?.status()).toBe(410)
  await expect(page.getByRole('heading', { name: 'This link no longer works.' })).toBeVisible()
  await page.goto(link)
  await expect(page).toHaveURL(`${SONNWERK}/overview`)
})

for (const [what, address] of [
  ['a name that is nobody’s', portal('nobody')],
  ['a plan whose portal is not enabled', portal('sonnwerk-intern')],
] as const) {
  test(`${what} gets a plain page without any brand`, async ({ page, context }) => {
    for (const path of [
      '/',
      '/overview',
      '/login',
      '/auth/confirm?token_hash=x&type=magiclink',
      '/brand.css',
    ]) {
      const response = await page.goto(address + path)
      expect(response?.status()).toBe(404)
      await expect(page).toHaveTitle('404 Not found')
      await expect(page.locator('body')).toHaveText(
        '404 Not found There is nothing at this address. Check it for a typing mistake.',
        { useInnerText: true },
      )
      await expect(page.locator('link, script, img, svg')).toHaveCount(0)
    }
    expect(await context.cookies()).toEqual([])
    expect((await page.goto(`${API}/health`))?.status()).toBe(200)
  })
}
