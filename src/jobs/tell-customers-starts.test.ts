import { beforeEach, describe, expect, it } from 'vitest'
import { requestService } from '../features/checkouts/request-service.ts'
import { activateSubscription } from '../features/subscriptions/activate-subscription.ts'
import { advanceSubscriptions } from '../features/subscriptions/advance-subscriptions.ts'
import { confirmSubscription } from '../features/subscriptions/confirm-subscription.ts'
import { parseGridAreas } from '../features/tariffs/grid-areas-csv.ts'
import { storeGridAreas } from '../features/tariffs/store-grid-areas.ts'
import { createTeller, type Teller } from './test-teller.ts'

const ANALOG = { type: 'analog', number: '1EMH0012345678' } as const

let teller: Teller
beforeEach(async () => {
  teller = await createTeller()
})

describe('of the first day of supply', () => {
  it('the customer is told when it is settled, and again when it moves', async () => {
    const { id } = await teller.subscribe({ startOn: '2025-09-10', meter: ANALOG })
    expect((await teller.run('2025-08-20')).subjects).toEqual([])
    await confirmSubscription(teller.at('2025-08-20'), { subscriptionId: id })
    const { figures, posted } = await teller.run('2025-08-20', '09:05')
    expect(figures).toEqual({ invoices: 0, starts: 1, served: 0 })
    expect(posted[0]?.message).toMatchObject({ subject: 'Ab 10. September 2025: Ihr Strom von Sonnwerk' })
    expect(posted[0]?.message.text).toContain('/meter-readings')
    expect((await teller.run('2025-08-20', '09:10')).subjects).toEqual([])

    // Supply began earlier than was settled, and nobody said so for a week.
    await activateSubscription(teller.at('2025-09-09', '08:00'), {
      subscriptionId: id,
      startOn: '2025-09-02',
    })
    const again = await teller.run('2025-09-09')
    expect(again.subjects).toEqual(['Neuer Lieferbeginn bei Sonnwerk: 2. September 2025'])
    const { text } = again.posted[0]!.message
    expect(text).toContain('Seit dem 2. September 2025 beliefern wir Sie mit Strom.')
    expect(text).toContain('Bisher hatten wir Ihnen den 10. September 2025 genannt.')
    expect(text).not.toContain('/meter-readings')
    expect((await teller.run('2025-09-09', '09:05')).subjects).toEqual([])
  })

  it('of a contract that just begins, but of none that has run for long or was withdrawn from', async () => {
    await teller.subscribe({ startOn: '2025-08-22' })
    await teller.subscribe({ startOn: '2025-08-01' })
    const { id } = await teller.subscribe({ startOn: '2025-09-10' })
    await confirmSubscription(teller.at('2025-08-20'), { subscriptionId: id })
    await teller.db
      .updateTable('subscriptions')
      .set({ end_at: '2025-09-09T22:00:00Z' })
      .where('id', '=', id)
      .execute()
    await advanceSubscriptions(teller.at('2025-08-22', '00:01'))
    expect((await teller.run('2025-08-22')).subjects).toEqual(['Ab 22. August 2025: Ihr Strom von Sonnwerk'])
  })
})

describe('of a postal code', () => {
  const zip = '99423'
  const kept = () =>
    teller.db
      .selectFrom('service_requests')
      .select('email')
      .where('organization_id', '=', teller.organizationId)
      .execute()

  it('who wanted to know is told once it is served, once, and forgotten', async () => {
    await teller.portal({ checkoutEnabled: true })
    const request = { planId: teller.planId, zip, email: 'who@example.com', locale: 'en' } as const
    await requestService(teller.at('2025-09-01'), request)
    expect((await teller.run('2025-09-02')).figures).toEqual({ invoices: 0, starts: 0, served: 0 })
    await storeGridAreas(
      teller.db,
      parseGridAreas(`zip,place,valid_from,grid_operator_code,concession_class,source
${zip},Weimar,2025-09-03,9904550000000,le_100000,test`),
    )
    expect((await teller.run('2025-09-02', '09:05')).figures).toMatchObject({ served: 0 })

    await teller.portal({ customerMails: false })
    expect((await teller.run('2025-09-03')).figures).toMatchObject({ served: 0 })
    expect(await kept()).toHaveLength(1)
    await teller.portal({ customerMails: true })
    const { figures, posted } = await teller.run('2025-09-03', '09:05')
    expect(figures).toMatchObject({ served: 1 })
    expect(posted[0]?.message).toMatchObject({
      to: 'who@example.com',
      subject: `Sonnwerk now supplies ${zip}`,
    })
    expect(posted[0]?.message.text).toContain(
      `Get a quote: https://${teller.planSlug}.checkout.example/?zip=${zip}\n`,
    )
    expect(await kept()).toEqual([])
    expect((await teller.run('2025-09-03', '09:10')).figures).toMatchObject({ served: 0 })
  })
})
