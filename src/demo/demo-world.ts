import type { BrandInput } from '../brand/brand.ts'
import type { Day } from '../domain/local-time.ts'
import type { InsertCustomer } from '../features/customers/customer.ts'
import type { InsertApiClient } from '../features/organizations/organization.ts'
import type { InsertPlan, UpdatePortal } from '../features/plans/plan.ts'
import type { InsertSubscription } from '../features/subscriptions/subscription.ts'
import type { DemoOrders } from './demo-orders.ts'
import type { SeriesName } from './demo-series.ts'

/** Everything of an organisation of the demo world that does not grow from day to day. */
export interface DemoOrganization {
  name: string
  /** The example partner app is this one's. */
  hasPartnerApp: boolean
  brand: BrandInput
  clients: readonly (InsertApiClient & { clientId: string; secret: string })[]
  plans: readonly { plan: InsertPlan; portal?: UpdatePortal }[]
  customers: readonly DemoCustomer[]
}

interface DemoCustomer {
  customer: InsertCustomer
  createdOn: Day
  contracts: readonly DemoContract[]
}

interface DemoContract {
  subscription: Omit<InsertSubscription, 'customerId' | 'metadata'>
  /** What its smart meter measures, or the readings of an analog one. */
  series: SeriesName | typeof ANALOG_SERIES
  /** The first day no longer supplied. */
  endOn?: Day
  orders?: DemoOrders
}

/** Bernd's analog meter: see readings.ts. */
export const ANALOG_SERIES = 'bernd'
