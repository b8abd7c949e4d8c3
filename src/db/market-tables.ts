import type { ColumnType } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Id, InvoiceId, MeterId, OrganizationId } from '../domain/identifiers.ts'
import type { Day } from '../domain/local-time.ts'
import type { StoredStatus } from './energy-tables.ts'

type Timestamp = ColumnType<Temporal.Instant, string, string>
type NullableTimestamp = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>
type Json<Read> = ColumnType<Read, string | undefined, string>

export type PartnerRole = 'supplier' | 'grid_operator' | 'metering_operator'
export type ConcessionClass = 'le_25000' | 'le_100000' | 'le_500000' | 'gt_500000'
export type FetchOutcome = 'stored' | 'unchanged' | 'not_published' | 'refused' | 'failed'
export type MeterValueFormat = 'load_profile_csv' | 'mscons'

/** The tables that 0005 to 0007 bring: market data, deliveries of meter values, what invoices rest on. */
export interface MarketTables {
  market_partners: {
    id: Id<'marketPartner'>
    code: string
    role: PartnerRole
    name: string
    created_at: Timestamp
  }
  grid_areas: {
    zip: string
    place: string
    valid_from: Day
    grid_operator_code: string
    concession_class: ConcessionClass
    source: string
  }
  grid_fee_windows: {
    grid_operator_code: string
    valid_from: Day
    quarter: number
    level: 'low' | 'high'
    /** Quarter-hours of the local clock: `[starts, ends)`. */
    starts: number
    ends: number
    source: string
  }
  market_price_versions: {
    area: string
    day: Day
    version: number
    prices: number[]
    source: string
    replaced_at: Timestamp
  }
  price_fetches: {
    area: string
    fetched_at: Timestamp
    source: string
    outcome: FetchOutcome
    first_day: Day | null
    last_day: Day | null
    message: string | null
  }
  meter_value_imports: {
    organization_id: OrganizationId
    id: Id<'meterValueImport'>
    file_name: string
    sha256: Buffer
    format: MeterValueFormat
    recognised: Json<Record<string, unknown>>
    days_written: number
    days_unchanged: number
    readings_written: number
    problems: Json<unknown[]>
    imported_at: Timestamp
  }
  interval_day_versions: {
    organization_id: OrganizationId
    meter_id: MeterId
    day: Day
    version: number
    wh: number[] | null
    large_wh: number[] | null
    total_wh: number
    status: StoredStatus
    statuses: string | null
    delivered_at: NullableTimestamp
    import_id: Id<'meterValueImport'> | null
    replaced_at: Timestamp
  }
  supplier_profiles: {
    organization_id: OrganizationId
    details: Json<unknown>
    updated_at: Timestamp
  }
  invoice_files: {
    organization_id: OrganizationId
    invoice_id: InvoiceId
    locale: 'de' | 'en'
    pdf: Buffer
    xml: string
    created_at: Timestamp
  }
  invoice_days: {
    organization_id: OrganizationId
    invoice_id: InvoiceId
    first_day: Day
    energy_wh: number[]
    exchange_nano_eur: number[]
    statuses: string
    value_versions: number[] | null
    price_versions: number[] | null
  }
}
