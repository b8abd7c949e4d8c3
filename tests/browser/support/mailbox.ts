import type { BrowserContext } from '@playwright/test'
import { INBOX } from './addresses.ts'
import { expect } from './test.ts'

export interface Mailbox {
  /** The code in the next mail to this address, counted from when the mailbox was opened. */
  nextCode: () => Promise<string>
}

/** The customer's mails, read in another tab as a person would. */
export async function openMailbox(context: BrowserContext, email: string): Promise<Mailbox> {
  const tab = await context.newPage()
  const mails = tab.getByRole('link').filter({ hasText: `→ ${email}` })
  await tab.goto(INBOX)
  const before = await mails.count()
  return {
    nextCode: async () => {
      await expect(async () => {
        await tab.goto(INBOX)
        expect(await mails.count()).toBeGreaterThan(before)
      }).toPass()
      await mails.first().click()
      const subject = await tab.getByRole('heading', { level: 1 }).innerText()
      await tab.close()
      const code = /^\d{6}/.exec(subject)?.[0]
      if (code === undefined) throw new Error(`No code in the subject "${subject}"`)
      return code
    },
  }
}
