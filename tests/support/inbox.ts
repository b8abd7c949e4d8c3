import { afterAll, expect, vi } from 'vitest'
import { startInbox } from '../../src/demo/inbox.ts'
import { createTestApp, createWorld } from './world.ts'

let sequence = 0

/** A test app that really sends mail, the inbox it arrives in, and a world whose customers it arrives for. */
export async function createMailWorld(environment: Record<string, string> = {}) {
  const inbox = await startInbox()
  const testApp = await createTestApp({
    SMTP_URL: inbox.smtpUrl,
    MAIL_FROM: 'post@stromtor.example',
    ...environment,
  })
  const world = await createWorld(testApp)
  afterAll(async () => {
    await testApp.deps.mailer?.close()
    await inbox.stop()
  })

  const newAddress = () => `lea-${(sequence += 1)}@example.com`
  const mailsTo = (email: string) => inbox.messages().filter(({ to }) => to === email)
  return {
    inbox,
    testApp,
    world,
    newAddress,
    mailsTo,
    /** A customer's e-mail address. */
    async newCustomer(): Promise<string> {
      const email = newAddress()
      await world.addCustomer({ email })
      return email
    },
    /** The code of the newest mail to that address, once there are so many of them. */
    async codeFor(email: string, count = 1): Promise<string> {
      await vi.waitFor(() => expect(mailsTo(email)).toHaveLength(count), { timeout: 5_000 })
      return /\b\d{6}\b/.exec(mailsTo(email)[0]?.text ?? '')?.[0] ?? 'no code in the mail'
    },
    /** Makes an attempt older than it is. */
    ageCode: (email: string, interval: string) =>
      testApp.pool.query(
        `update login_codes set created_at = created_at - $2::interval, expires_at = expires_at - $2::interval
         where email = $1`,
        [email, interval],
      ),
    isSignedIn: world.isSignedIn,
  }
}

export type MailWorld = Awaited<ReturnType<typeof createMailWorld>>

/** Another code than that one. */
export const otherCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
