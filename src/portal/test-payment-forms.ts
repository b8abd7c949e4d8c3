import { Temporal } from 'temporal-polyfill'
import { startInbox } from '../demo/inbox.ts'
import { createDemoPortal, type DemoPortal, hiddenField, seen } from '../../tests/support/demo-portal.ts'

/** Wednesday, 11 February 2026, 15:07 in Berlin. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

export const NEW_IBAN = 'DE89 3704 0044 0532 0130 00'
/** What Bernd types to be debited from another account. */
export const newAccount = { holder: 'Bernd Winter', iban: NEW_IBAN, agree: '1' }

/** The demo world with its mail, and what the tests of the payment method ask of it. */
export async function createPaymentPortal() {
  const inbox = await startInbox()
  const demo = await createDemoPortal(NOW, { SMTP_URL: inbox.smtpUrl, MAIL_FROM: 'post@stromtor.example' })
  return {
    ...demo,
    mailsTo: (email: string) => inbox.messages().filter(({ to }) => to === email),
    methods: () =>
      demo.db
        .selectFrom('payment_methods')
        .select(['id', 'iban', 'mandate_reference'])
        .orderBy('id')
        .execute(),
    /** A customer's sessions began so long ago. */
    async age(name: string, interval: string) {
      const at = new Date(Date.now() - Temporal.Duration.from(interval).total('milliseconds')).toISOString()
      const id = await demo.customerId(name)
      await demo.db.updateTable('sessions').set({ created_at: at }).where('customer_id', '=', id).execute()
    },
    async close() {
      await demo.mailer?.close()
      await inbox.stop()
    },
  }
}

export type PaymentPortal = Awaited<ReturnType<typeof createPaymentPortal>>
type Browser = Awaited<ReturnType<DemoPortal['signIn']>>['browser']

/** A page and the hidden fields of its form, to be posted along with what is typed. */
export async function openForm(browser: Browser, path: string) {
  const page = await seen(await browser.get(path))
  const names = ['csrf', 'subscription', 'replaces', 'mandate', 'step', 'sealed']
  const fields = Object.fromEntries(names.map((name) => [name, hiddenField(page.html, name)]))
  return { ...page, fields }
}
