// In a project of your own: import { … } from '@stromtor/sdk'
import type {
  Customer,
  Invoice,
  MeterReading,
  Plan,
  Price,
  Stromtor,
  Subscription,
  Usage,
} from '../../sdk/src/index.ts'
import { berlinDay, dayAfter, firstOfMonth } from './berlin-days.ts'

/** One contract and what there is to show of it. */
export interface Contract {
  subscription: Subscription
  plan: Plan
  /** The latest twelve. */
  invoices: readonly Invoice[]
  /** The latest twelve; a smart meter has none. */
  readings: readonly MeterReading[]
  /** This month and the eleven before. */
  usage: Usage
  /** Today's; tomorrow's too, once the exchange has published them. */
  prices: Price
}

export interface Account {
  customer: Customer
  contracts: Contract[]
}

/** Everything of one customer: two calls one after the other, then all others at once. */
export async function loadAccount(stromtor: Stromtor, customerId: string, now: Date): Promise<Account> {
  const filter = { customer: { eq: customerId } }
  const [customer, subscriptions] = await Promise.all([
    stromtor.customers.retrieve(customerId),
    stromtor.subscriptions.list({ filter, limit: 100 }),
  ])
  const contracts = subscriptions.items.map(({ id, plan }) => loadContract(stromtor, id, plan, now))
  return { customer, contracts: await Promise.all(contracts) }
}

async function loadContract(stromtor: Stromtor, id: string, planId: string, now: Date): Promise<Contract> {
  const today = berlinDay(now)
  const filter = { subscription: { eq: id } }
  const year = { start: firstOfMonth(today, 11), end: today, resolution: 'month' } as const
  const [subscription, plan, invoices, readings, usage, prices] = await Promise.all([
    stromtor.subscriptions.retrieve(id),
    stromtor.plans.retrieve(planId),
    stromtor.invoices.list({ filter, limit: 12 }),
    stromtor.meterReadings.list({ filter, limit: 12 }),
    stromtor.subscriptions.usage(id, year),
    stromtor.subscriptions.prices(id, { start: today, end: dayAfter(today) }),
  ])
  return { subscription, plan, invoices: invoices.items, readings: readings.items, usage, prices }
}
