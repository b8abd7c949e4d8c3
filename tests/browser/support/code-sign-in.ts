import type { Page } from '@playwright/test'
import { CODE, openMailbox } from './mailbox.ts'
import { expect } from './test.ts'

const WORDS = {
  de: {
    email: 'E-Mail-Adresse',
    send: 'Code senden',
    sent: 'Sehen Sie in Ihr Postfach.',
    code: 'Sechsstelliger Code',
    enter: 'Anmelden',
  },
  en: {
    email: 'E-mail address',
    send: 'Send code',
    sent: 'Check your inbox.',
    code: 'Six-digit code',
    enter: 'Sign in',
  },
} as const

type Locale = keyof typeof WORDS

/** From the sign-in page to the code in the mail, which is read in another tab. */
export async function askForCode(page: Page, email: string, locale: Locale = 'de'): Promise<string> {
  const words = WORDS[locale]
  const mailbox = await openMailbox(page, email, CODE)
  await page.getByLabel(words.email).fill(email)
  await page.getByRole('button', { name: words.send }).click()
  await expect(page.getByRole('heading', { name: words.sent })).toBeVisible()
  return mailbox.nextCode()
}

export async function enterCode(page: Page, code: string, locale: Locale = 'de'): Promise<void> {
  const words = WORDS[locale]
  await page.getByLabel(words.code).fill(code)
  await page.getByRole('button', { name: words.enter, exact: true }).click()
}
