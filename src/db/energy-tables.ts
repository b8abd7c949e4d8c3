import type { ColumnType, Generated } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type {
  CustomerId,
  Id,
  InvoiceId,
  MeterId,
  OrganizationId,
  PlanId,
  SubscriptionId,
} from '../domain/identifiers.ts'
import type { InvoiceLineKind } from '../domain/invoice-lines.ts'
import type { InvoiceTotals } from '../domain/invoice-totals.ts'
import type { Day } from '../domain/local-time.ts'
import type { ComponentKind } from '../domain/tariff.ts'
import type { TerminationReason } from './portal-tables.ts'

type Timestamp = ColumnType<Temporal.Instant, string, string>
type NullableTimestamp = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>
type Json<Read> = ColumnType<Read, string | undefined, string>

type MeterType = 'smart' | 'analog'
type SubscriptionStatus = 'pending' | 'active' | 'ended'
export type InvoiceType = 'usage' | 'prepayment' | 'void'
export type InvoiceStatus = 'open' | 'paid' | 'voided' | 'uncollectible'
export type ValueSource = 'final' | 'preliminary' | 'substitute' | 'estimate'
export type StoredStatus = 'F' | 'P' | 'S' | 'E'
export type ReadingType = 'customer_report' | 'grid_reading' | 'grid_estimation'
export type MeterOrderStatus =
  | 'created'
  | 'placed'
  | 'check_submitted'
  | 'check_reviewed'
  | 'scheduled'
  | 'installed'
  | 'activated'
  | 'cancelled'

/** The tables of 0003-energy.sql, with what 0005 to 0009 add to them. */
export interface EnergyTables {
  addresses: {
    organization_id: OrganizationId
    id: Id<'address'>
    customer_id: CustomerId
    street: string
    house_number: string
    zip: string
    city: string
    created_at: Timestamp
  }
  meters: {
    organization_id: OrganizationId
    id: MeterId
    customer_id: CustomerId
    type: MeterType
    number: string
    malo: string | null
    melo: string | null
    created_at: Timestamp
  }
  payment_methods: {
    organization_id: OrganizationId
    id: Id<'paymentMethod'>
    customer_id: CustomerId
    type: Generated<'sepa_debit'>
    account_holder: string
    iban: string
    mandate_reference: string
    created_at: Timestamp
    replaced_at: NullableTimestamp
  }
  subscriptions: {
    organization_id: OrganizationId
    id: SubscriptionId
    customer_id: CustomerId
    plan_id: PlanId
    number: string
    status: SubscriptionStatus
    start_at: Timestamp
    end_at: NullableTimestamp
    terminated_at: NullableTimestamp
    termination_reason: TerminationReason | null
    address_id: Id<'address'>
    billing_address_id: Id<'address'>
    meter_id: MeterId
    payment_method_id: Id<'paymentMethod'> | null
    estimated_usage_wh: number
    market_area: Generated<string>
    grid_operator_code: string
    concession_class: string
    metering_class: string
    module_1: Generated<boolean>
    module_2: Generated<boolean>
    module_3: Generated<boolean>
    metering_operator_code: string | null
    instalment_cents: number | null
    metadata: Json<unknown>
    source: Generated<'api' | 'checkout' | 'operator'>
    lead_id: Id<'lead'> | null
    credited_to: string | null
    previous_supplier_code: string | null
    early_supply: Generated<boolean>
    confirmed_at: NullableTimestamp
    told_start_on: ColumnType<Day | null, Day | null | undefined, Day | null>
    summary: ColumnType<unknown, string | null | undefined, string | null>
    created_at: Timestamp
    updated_at: Timestamp
  }
  module_changes: {
    organization_id: OrganizationId
    subscription_id: SubscriptionId
    valid_from: Day
    module_1: boolean
    module_2: boolean
    module_3: boolean
    metering_class: string
    created_at: Timestamp
  }
  market_prices: {
    area: string
    day: Day
    prices: number[]
    source: string
    is_demo: Generated<boolean>
    version: Generated<number>
  }
  price_components: {
    kind: ComponentKind
    scope: string
    valid_from: Day
    net_micro_eur: number
    source: string
  }
  interval_days: {
    organization_id: OrganizationId
    meter_id: MeterId
    day: Day
    /** Where no quarter-hour exceeds what two bytes hold, else null and `large_wh` has them. */
    wh: number[] | null
    large_wh: number[] | null
    total_wh: number
    /** final, preliminary, substitute, estimated: the least certain of the day's quarter-hours */
    status: StoredStatus
    /** A letter for each quarter-hour where they differ. */
    statuses: string | null
    version: Generated<number>
    delivered_at: NullableTimestamp
    import_id: Id<'meterValueImport'> | null
  }
  meter_readings: {
    organization_id: OrganizationId
    id: Id<'meterReading'>
    customer_id: CustomerId
    subscription_id: SubscriptionId
    meter_id: MeterId
    read_on: Day
    value_wh: number
    type: ReadingType
    created_at: Timestamp
    import_id: Id<'meterValueImport'> | null
    message: string | null
    needs_review: Generated<boolean>
  }
  load_forecasts: {
    organization_id: OrganizationId
    subscription_id: SubscriptionId
    day: Day
    watts: number[]
    received_at: Timestamp
  }
  invoices: {
    organization_id: OrganizationId
    id: InvoiceId
    customer_id: CustomerId
    subscription_id: SubscriptionId
    sequence: number
    number: string
    type: InvoiceType
    status: InvoiceStatus
    is_final: Generated<boolean>
    period_start: Day
    period_end: Day
    usage_wh: number | null
    value_source: ValueSource | null
    estimated_days: Generated<number>
    net_cents: number
    vat_cents: number
    total_cents: number
    vat: ColumnType<InvoiceTotals['vat'], string, string>
    voids: InvoiceId | null
    corrects: InvoiceId | null
    issued_at: Timestamp
    due_on: Day | null
    paid_at: NullableTimestamp
    voided_at: NullableTimestamp
    uncollectible_at: NullableTimestamp
    overdue_at: NullableTimestamp
    told_at: NullableTimestamp
  }
  invoice_lines: {
    organization_id: OrganizationId
    invoice_id: InvoiceId
    position: number
    kind: InvoiceLineKind
    period_start: Day
    period_end: Day
    quantity: number
    unit: 'Wh' | 'day' | 'piece'
    unit_price_micro_eur: number
    unit_price_is_mean: boolean
    net_cents: number
    vat_percent: number
  }
  meter_orders: {
    organization_id: OrganizationId
    id: Id<'meterOrder'>
    customer_id: CustomerId
    subscription_id: SubscriptionId
    provider: string
    status: MeterOrderStatus
    created_at: Timestamp
    placed_at: NullableTimestamp
    check_submitted_at: NullableTimestamp
    check_reviewed_at: NullableTimestamp
    appointment_at: NullableTimestamp
    installed_at: NullableTimestamp
    activated_at: NullableTimestamp
    cancelled_at: NullableTimestamp
    cancelled_reason: 'pre_existing' | 'customer_request' | null
    blocked_at: NullableTimestamp
    blocked_reason: 'check_missing' | 'grid_operator_registration' | null
  }
}
