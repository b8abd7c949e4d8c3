import { createHash, randomInt, randomUUID } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { Temporal } from 'temporal-polyfill'
import { createDatabase, createPool, type Db } from '../../../src/db/database.ts'
import { startEmbedded } from '../../../src/db/embedded.ts'
import { addDays, dayAt } from '../../../src/domain/local-time.ts'
import type { Ctx } from '../../../src/features/ctx.ts'
import { createCustomer } from '../../../src/features/customers/create-customer.ts'
import { advanceSubscriptions } from '../../../src/features/subscriptions/advance-subscriptions.ts'
import { createSubscription } from '../../../src/features/subscriptions/create-subscription.ts'

let address: Promise<string> | undefined

/** Works on the database of the running demo, for what no page and no API could do: time that has passed, a new contract. */
export async function inWorld<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
  // The server that runs there is found; nothing is started.
  address ??= startEmbedded({ dataDir: process.env['BROWSER_DATA_DIR'] ?? '', log: () => {} }).then(
    ({ connectionString }) => connectionString,
  )
  const db = createDatabase(createPool({ connectionString: await address, max: 1 }))
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/** As if who is signed in here had signed in so long ago. */
export async function ageSession(context: BrowserContext, origin: string, minutes: number): Promise<void> {
  const cookie = (await context.cookies(origin)).find(({ name }) => name === 'session')
  const idHash = createHash('sha256')
    .update(cookie?.value ?? '')
    .digest()
  const createdAt = Temporal.Now.instant().subtract({ minutes }).toString()
  const { numUpdatedRows } = await inWorld((db) =>
    db
      .updateTable('sessions')
      .set({ created_at: createdAt })
      .where('id_hash', '=', idHash)
      .executeTakeFirstOrThrow(),
  )
  if (numUpdatedRows !== 1n) throw new Error(`${numUpdatedRows} sessions are those of this browser.`)
}

export interface Newcomer {
  email: string
  name: string
  number: string
}

export interface NewContract {
  /** The first day of supply, counted from today. */
  startsInDays: number
  /** Which the customer has named already. */
  iban?: string
}

/** A customer with a contract signed just now, or none: what is done to it disturbs nobody else's test. */
export async function createNewcomer(contract: NewContract | null, planSlug = 'sonnwerk'): Promise<Newcomer> {
  const sign = randomUUID().slice(0, 8)
  const [email, name] = [`neu-${sign}@example.com`, 'Nora Neubau']
  const now = Temporal.Now.instant()
  return inWorld(async (db) => {
    const { organization_id: organizationId } = await db
      .selectFrom('plans')
      .select('organization_id')
      .where('slug', '=', planSlug)
      .executeTakeFirstOrThrow()
    const ctx: Ctx = { db, organizationId, actor: { type: 'operator' }, now }
    const { id: customerId } = await createCustomer(ctx, {
      type: 'person',
      first_name: 'Nora',
      last_name: 'Neubau',
      email,
      planSlug,
    })
    if (contract === null) return { email, name, number: '' }
    const { startsInDays, iban } = contract
    const { number } = await createSubscription(ctx, {
      customerId,
      planSlug,
      startOn: addDays(dayAt(now), startsInDays),
      address: { street: 'Karl-Marx-Straße', houseNumber: '77', zip: '12043', city: 'Berlin' },
      meter: { type: 'smart', number: `1EMH${String(randomInt(10 ** 10)).padStart(10, '0')}` },
      estimatedUsageWh: 2_400_000,
      ...(iban !== undefined && { paymentMethod: { accountHolder: name, iban } }),
    })
    await advanceSubscriptions(ctx)
    return { email, name, number }
  })
}
