import type { Page } from '@playwright/test'
import { INBOX } from './addresses.ts'
import { expect } from './test.ts'

export interface Mailbox {
  /** The next mail, counted from when the mailbox was opened, in a tab of its own. */
  next: () => Promise<Page>
  /** The code in the next mail. */
  nextCode: () => Promise<string>
  /** All the words of the next mail. */
  nextText: () => Promise<string>
}

/** A customer's mails with such a subject, read in another tab as a person would. */
export async function openMailbox(page: Page, email: string, subject: RegExp): Promise<Mailbox> {
  const tab = await page.context().newPage()
  const mails = tab
    .getByRole('link')
    .filter({ hasText: `→ ${email}` })
    .filter({ has: tab.locator('strong').getByText(subject) })
  await tab.goto(INBOX)
  const before = await mails.count()
  // A page behind another one is drawn once a second.
  await page.bringToFront()
  const next = async () => {
    await expect(async () => {
      await tab.goto(INBOX)
      expect(await mails.count()).toBeGreaterThan(before)
    }).toPass()
    await mails.first().click()
    return tab
  }
  return {
    next,
    nextCode: async () => {
      const mail = await next()
      const title = await mail.getByRole('heading', { level: 1 }).innerText()
      await mail.close()
      const code = /^\d{6}/.exec(title)?.[0]
      if (code === undefined) throw new Error(`No code in the subject "${title}"`)
      return code
    },
    nextText: async () => {
      const mail = await next()
      const text = await mail.getByRole('main').innerText()
      await mail.close()
      return text
    },
  }
}

/** The subject of a mail with a code begins with it. */
export const CODE = /^\d{6} /
