import type { Page } from '@playwright/test'
import { PARTNER } from './support/addresses.ts'
import { mintLink } from './support/api.ts'
import { SONNWERK, signIn } from './support/brands.ts'
import { CODE, openMailbox } from './support/mailbox.ts'
import { accessibilityFindings, overflow } from './support/page-checks.ts'
import { expect, test } from './support/test.ts'
import { ageSession, createNewcomer } from './support/world.ts'

const OLD_IBAN = 'DE02100500000054540402'
const NEW_IBAN = 'DE89370400440532013000'
const sections = (page: Page) => page.getByRole('navigation', { name: 'Bereiche' })

/** Asks for the code from the page that wants one, and reads it in the mail. */
async function askForCode(page: Page, email: string): Promise<string> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sind Sie es wirklich?')
  await expect(page.getByText(`Code an ${email}.`)).toBeVisible()
  const mailbox = await openMailbox(page, email, CODE)
  await page.getByRole('button', { name: 'Code senden' }).click()
  return mailbox.nextCode()
}

/** Enters what came by mail, at the second try. */
async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Sechsstelliger Code').fill(`${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`)
  await page.getByRole('button', { name: 'Bestätigen' }).click()
  await expect(page.getByLabel('Sechsstelliger Code')).toHaveAccessibleDescription(
    'Der Code stimmt nicht. Sie haben noch 4 Versuche.',
  )
  await page.getByLabel('Sechsstelliger Code').fill(code)
  await page.getByRole('button', { name: 'Bestätigen' }).click()
}

/** The end of it: the mandate's words, the new account masked, and the mail that says so. */
async function giveMandate(page: Page, email: string): Promise<void> {
  await expect(page.getByText(/^Ich ermächtige Sonnwerk GmbH, Zahlungen von meinem Konto/)).toBeVisible()
  await expect(page.getByText(/innerhalb von acht Wochen, beginnend mit dem Belastungsdatum/)).toBeVisible()
  await page.getByRole('checkbox', { name: /dieses SEPA-Lastschriftmandat/ }).check()
  const mailbox = await openMailbox(page, email, /SEPA-Mandat/)
  await page.getByRole('button', { name: 'Mandat erteilen' }).click()
  await expect(page.getByRole('status')).toContainText('von Ihrem Konto mit den Endziffern 3000 ab.')
  await expect(page.getByRole('definition').filter({ hasText: 'DE •••• 3000' })).toBeVisible()
  const mail = await mailbox.nextText()
  expect(mail).toContain('3000')
  expect(mail).not.toContain(NEW_IBAN.slice(4, -4))
}

test('an account is changed after twenty minutes: a code from the mail first, nothing typed is lost', async ({
  page,
}) => {
  const { email } = await createNewcomer({ startsInDays: 20, iban: OLD_IBAN })
  await signIn(page, SONNWERK, email, '/payment-method')
  await page.getByRole('link', { name: 'Konto ändern' }).click()
  await page.getByLabel('Kontoinhaber').fill('Nora Neubau')
  await page.getByLabel('IBAN').fill(NEW_IBAN)
  await ageSession(page.context(), SONNWERK.origin, 20)
  await page.getByRole('button', { name: 'Mandat erteilen' }).click()

  await expect(page.getByText('Was Sie eingetragen haben, bleibt erhalten.')).toBeVisible()
  expect(await page.content()).not.toContain(NEW_IBAN)
  expect(await accessibilityFindings(page)).toEqual([])
  const code = await askForCode(page, email)
  expect(await accessibilityFindings(page)).toEqual([])
  await enterCode(page, code)
  await expect(page.getByLabel('Kontoinhaber')).toHaveValue('Nora Neubau')
  await expect(page.getByLabel('IBAN')).toHaveValue(/^DE89 ?3704 ?0044 ?0532 ?0130 ?00$/)
  await giveMandate(page, email)
  await expect(sections(page)).toBeVisible()

  // Whoever has just proved it is not asked again, and sees by what they are signed in now.
  await page.getByRole('link', { name: 'Konto ändern' }).click()
  await expect(page.getByText('Bisher: Konto mit den Endziffern 3000.')).toBeVisible()
  await page.goto(`${SONNWERK.origin}/account`)
  await expect(page.getByRole('listitem').filter({ hasText: 'dieses Gerät' })).toContainText('mit einem Code')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a task from the partner’s app asks for the code too, and stays that task', async ({ page }) => {
    const { email } = await createNewcomer({ startsInDays: 20, iban: OLD_IBAN })
    await page.goto(await mintLink('demo', email, { flow: 'payment_method', returnUrl: `${PARTNER}/` }))
    await expect(page).toHaveURL(`${SONNWERK.origin}/payment-method`)
    await ageSession(page.context(), SONNWERK.origin, 16)
    await page.getByRole('link', { name: 'Konto ändern' }).click()
    await expect(sections(page)).toHaveCount(0)
    await enterCode(page, await askForCode(page, email))
    await page.getByLabel('Kontoinhaber').fill('Nora Neubau')
    await page.getByLabel('IBAN').fill(NEW_IBAN)
    await giveMandate(page, email)
    await expect(sections(page)).toHaveCount(0)
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.getByRole('main').getByRole('link', { name: 'Zurück zu Sonnwerk' }).click()
    await expect(page).toHaveURL(new RegExp(`^${PARTNER}/`))
  })
})
