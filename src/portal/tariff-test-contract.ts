import type { MailWorld } from '../../tests/support/inbox.ts'
import { addDays, dayAt } from '../domain/local-time.ts'
import { createSubscription } from '../features/subscriptions/create-subscription.ts'
import type { InsertSubscription } from '../features/subscriptions/subscription.ts'

let sequence = 0

/** A new customer of the mail world with a contract concluded just now, supplied from ten days on. */
export async function createPortalContract(
  { world, testApp, newAddress }: MailWorld,
  fields: Partial<InsertSubscription> = {},
) {
  const { db, now } = testApp.deps
  const email = newAddress()
  const { id: customerId } = await world.addCustomer({ email })
  sequence += 1
  const startOn = fields.startOn ?? addDays(dayAt(now()), 10)
  const { id, number } = await createSubscription(
    { ...world.ctx, now: now() },
    {
      customerId,
      planSlug: world.plan.slug,
      number: `C${process.pid}-${sequence}`,
      startOn,
      address: { street: 'Sonnenallee', houseNumber: '12a', zip: '12045', city: 'Berlin' },
      meter: { type: 'smart', number: '1APA0195124010' },
      estimatedUsageWh: 2_800_000,
      gridOperatorCode: '9904550000000',
      concessionClass: 'le_500000',
      ...fields,
    },
  )
  return {
    id,
    number,
    email,
    customerId,
    startOn,
    /** Why and when the contract ends; null while it runs on. */
    async end(): Promise<string | null> {
      const row = await db
        .selectFrom('subscriptions')
        .select(['end_at', 'termination_reason'])
        .where('organization_id', '=', world.organization.id)
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return row.end_at && `${row.termination_reason} ${row.end_at.toString()}`
    },
  }
}

export type PortalContract = Awaited<ReturnType<typeof createPortalContract>>
