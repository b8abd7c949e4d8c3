import { portal } from './support/addresses.ts'
import { mintLink } from './support/api.ts'
import { askForCode, enterCode } from './support/code-sign-in.ts'
import { expect, test } from './support/test.ts'

const SONNWERK = portal('sonnwerk')

// A newer code takes an older one's place, so customers who ask at the same time are different ones.
const CUSTOMERS: Record<string, { email: string; name: string }> = {
  phone: { email: 'frida@example.com', name: 'Frida Sonne' },
  desktop: { email: 'bernd@example.com', name: 'Bernd Winter' },
}
const customerOf = (project: string) => CUSTOMERS[project] ?? { email: '', name: '' }

for (const javaScriptEnabled of [true, false]) {
  test.describe(
    javaScriptEnabled ? 'in a browser with JavaScript' : 'in a browser without JavaScript',
    () => {
      test.use({ javaScriptEnabled })

      test('whoever comes with an expired link gets a code by mail and lands where the link led', async ({
        page,
        elsewhere,
      }, { project }) => {
        const { email, name } = customerOf(project.name)
        const link = await mintLink('demo', email, { next: '/invoices' })
        await elsewhere.goto(link)
        await expect(elsewhere).toHaveURL(`${new URL(link).origin}/invoices`)

        await page.goto(link)
        await expect(page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr.' })).toBeVisible()
        await page.getByRole('link', { name: 'Code per E-Mail senden' }).click()
        const code = await askForCode(page, email)

        const wrong = `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`
        await enterCode(page, wrong)
        const field = page.getByLabel('Sechsstelliger Code')
        await expect(field).toHaveAttribute('aria-invalid', 'true')
        await expect(field).toHaveAccessibleDescription('Der Code stimmt nicht. Sie haben noch 4 Versuche.')
        await expect(page.getByRole('alert').getByRole('link')).toHaveAttribute('href', '#code')

        await enterCode(page, code)
        await expect(page).toHaveURL(`${new URL(link).origin}/invoices`)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await page.getByRole('button', { name: `Konto und Einstellungen von ${name}` }).click()
        await expect(page.getByText(email)).toBeVisible()
      })
    },
  )
}

test('an address that cannot be one is said at its field', async ({ page }) => {
  await page.goto(`${SONNWERK}/login`)
  const field = page.getByLabel('E-Mail-Adresse')
  await field.fill('anna@')
  await page.getByRole('button', { name: 'Code senden' }).click()
  await expect(field).toHaveValue('anna@')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(/^Diese Adresse ist nicht vollständig/)
})

test('signing out ends this session alone; a deep link then asks for a code and leads on', async ({
  page,
  elsewhere,
}, { project }) => {
  const { email, name } = customerOf(project.name)
  for (const browser of [page, elsewhere]) await browser.goto(await mintLink('demo', email))
  const { origin } = new URL(page.url())

  await page.getByRole('button', { name: `Konto und Einstellungen von ${name}` }).click()
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await expect(page).toHaveURL(`${origin}/logout`)
  await expect(page.getByRole('heading', { name: 'Sie sind abgemeldet.' })).toBeVisible()
  await elsewhere.goto(`${origin}/invoices`)
  await expect(elsewhere).toHaveURL(`${origin}/invoices`)

  await page.goto(`${origin}/invoices`)
  await expect(page).toHaveURL(`${origin}/login?next=%2Finvoices`)
  await enterCode(page, await askForCode(page, email))
  await expect(page).toHaveURL(`${origin}/invoices`)
})
