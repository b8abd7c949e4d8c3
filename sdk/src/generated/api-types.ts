// Written by scripts/sdk-types.mjs from the API's own document: change the API, then run it.
import type { DateFilter, EnumFilter, TextFilter } from '../filter.ts'

export type Customer = PersonCustomer | CompanyCustomer

export type InvoiceUnion = UsageInvoice | PrepaymentInvoice | VoidInvoice

export type Supplier = {
  readonly object: 'supplier'
  readonly id: string
  readonly name: string
  readonly country: string
  readonly created_at: string
} | null

export type TerminateSubscription =
  | {
      readonly reason: 'ORDINARY'
      /**
       * The Berlin midnight at which supply is to stop.
       */
      readonly intended_end_at?: string | undefined
    }
  | {
      readonly reason: 'MOVE_OUT'
      /**
       * The Berlin midnight at which supply is to stop.
       */
      readonly intended_end_at: string
    }
  | {
      readonly reason: 'WITHDRAWAL'
    }

export type WebhookEndpointWithSecret = WebhookEndpoint & {
  /**
   * Shown this once.
   */
  readonly secret: string
}

export interface Error {
  readonly code:
    | 'BAD_REQUEST'
    | 'UNAUTHORIZED'
    | 'PAYMENT_REQUIRED'
    | 'FORBIDDEN'
    | 'NOT_FOUND'
    | 'METHOD_NOT_ALLOWED'
    | 'CONFLICT'
    | 'UNPROCESSABLE_ENTITY'
    | 'TOO_MANY_REQUESTS'
    | 'INTERNAL_SERVER_ERROR'
  readonly message: string
  readonly requestId: string
  readonly docs: string
  readonly errors?: {
    readonly code: string
    readonly field: string
    readonly message: string
  }[]
}

export interface PersonCustomer {
  readonly object: 'customer'
  readonly id: string
  readonly type: 'person'
  readonly first_name: string
  readonly last_name: string
  readonly email: string
  readonly vat_id: string | null
  /**
   * The partner's own id of the same customer.
   */
  readonly external_id: string | null
  readonly created_at: string
}

export interface CompanyCustomer {
  readonly object: 'customer'
  readonly id: string
  readonly type: 'company'
  readonly first_name: string
  readonly last_name: string
  readonly company_name: string
  readonly email: string
  readonly vat_id: string | null
  /**
   * The partner's own id of the same customer.
   */
  readonly external_id: string | null
  readonly created_at: string
}

export interface UpdateCustomer {
  readonly first_name?: string | undefined
  readonly last_name?: string | undefined
  readonly company_name?: string | undefined
}

export interface Usage {
  readonly object: 'usage'
  readonly meter_type: 'analog' | 'smart'
  readonly resolution: '15min' | 'hour' | 'day' | 'week' | 'month'
  readonly data: {
    /**
     * A week or month that the range cuts begins with the range.
     */
    readonly start: string
    /**
     * kWh.
     */
    readonly usage: number
    readonly type: 'final' | 'preliminary'
    /**
     * How the value came about: measured (final or preliminary), formed by the metering operator for a gap (substitute), or by us from a load profile (estimated). Of a sum, the least certain of its values decides.
     */
    readonly status: 'final' | 'preliminary' | 'substitute' | 'estimated'
  }[]
}

export interface Price {
  readonly object: 'price'
  readonly subscription: string
  /**
   * Berlin days, both inclusive.
   */
  readonly period: {
    readonly start: string
    readonly end: string
  }
  readonly unit: string
  readonly currency: string
  readonly resolution: 'hourly' | '15min'
  /**
   * What the energy follows: a day-ahead auction, or nothing.
   */
  readonly reference: string
  readonly items: {
    /**
     * When the quarter-hour begins, UTC.
     */
    readonly timestamp: string
    /**
     * Gross, everything charged per kWh; of feed-in the payout. Null where it is not published yet, or not under contract.
     */
    readonly amount: number | null
    /**
     * They sum to the amount. Levies include the electricity tax, each its share of the VAT.
     */
    readonly components: {
      readonly type: 'electricity' | 'grid' | 'levies'
      readonly amount: number | null
    }[]
  }[]
}

export interface MeterReading {
  readonly object: 'meter_reading'
  readonly id: string
  readonly customer: string
  readonly subscription: string
  readonly meter: string
  /**
   * kWh.
   */
  readonly value: number
  /**
   * The midnight at which the day of the reading begins in Berlin: a register is read by the day.
   */
  readonly timestamp: string
  readonly type: 'customer_report' | 'grid_reading' | 'grid_estimation'
  /**
   * What was said about an implausible value.
   */
  readonly message: string | null
  /**
   * Implausible and confirmed by a message: it counts as soon as somebody has looked at it.
   */
  readonly needs_review: boolean
  readonly created_at: string
}

export interface InsertMeterReading {
  readonly subscription: string
  /**
   * kWh; a Wh is the least.
   */
  readonly value: number
  readonly timestamp: string
  /**
   * Confirms a value that was answered with implausible_meter_reading.
   */
  readonly message?: string | undefined
}

export interface LoadForecasts {
  readonly scope: 'subscription'
  readonly subscription: string
  readonly start: string
  /**
   * Where the last quarter-hour ends.
   */
  readonly end: string
  /**
   * How many quarter-hours.
   */
  readonly total: number
}

export interface InsertLoadForecasts {
  readonly scope: 'subscription'
  readonly subscription: string
  readonly resolution: '15min'
  readonly unit: 'KW'
  /**
   * Every quarter-hour of one or more Berlin days, in order.
   *
   * @minItems 1
   */
  readonly data: {
    readonly start: string
    /**
     * The mean power of the quarter-hour, to the watt.
     */
    readonly value: number
  }[]
}

export interface Plan {
  readonly object: 'plan'
  readonly id: string
  readonly name: string
  /**
   * Names the hosts of the plan’s portal and checkout.
   */
  readonly slug: string
  readonly description: string
  /**
   * The base fee a month in EUR, including VAT.
   */
  readonly price: number
  readonly currency: string
  readonly created_at: string
  readonly type: 'consumption' | 'feed_in'
}

export interface UsageInvoice {
  readonly object: 'invoice'
  readonly id: string
  readonly customer: string
  readonly subscription: string
  readonly invoice_number: string
  /**
   * Of the last day of the period, 1 to 12.
   */
  readonly month: number
  readonly year: number
  /**
   * A day in Berlin, the first one billed.
   */
  readonly period_start: string
  /**
   * The last one billed.
   */
  readonly period_end: string
  /**
   * Counts the months of supply from 1; a yearly bill of a contract with instalments counts its years.
   */
  readonly period_number: number
  readonly issued_at: string | null
  readonly paid_at: string | null
  /**
   * Gross, EUR. Negative: a credit.
   */
  readonly total: number
  readonly net: number
  readonly vat: number
  readonly due_on: string | null
  readonly voided_at: string | null
  /**
   * Since when the claim is given up, whatever the status says.
   */
  readonly uncollectible_at: string | null
  /**
   * The voided invoice whose period this one bills anew.
   */
  readonly corrects: string | null
  /**
   * In the answer for a single invoice.
   */
  readonly lines?: {
    /**
     * What the line is for: `energy_spot`, `grid_energy`, `base_fee` …
     */
    readonly kind: string
    readonly period_start: string
    readonly period_end: string
    readonly quantity: number
    readonly unit: 'kWh' | 'day' | 'piece'
    /**
     * Net, in ct per unit; the mean where prices moved.
     */
    readonly unit_amount: number
    /**
     * EUR, rounded once from unrounded sums.
     */
    readonly net: number
    readonly vat_percent: number
  }[]
  readonly type: 'usage'
  readonly status: 'open' | 'paid' | 'voided'
  /**
   * kWh
   */
  readonly usage: number
}

export interface PrepaymentInvoice {
  readonly object: 'invoice'
  readonly id: string
  readonly customer: string
  readonly subscription: string
  readonly invoice_number: string
  /**
   * Of the last day of the period, 1 to 12.
   */
  readonly month: number
  readonly year: number
  /**
   * A day in Berlin, the first one billed.
   */
  readonly period_start: string
  /**
   * The last one billed.
   */
  readonly period_end: string
  /**
   * Counts the months of supply from 1; a yearly bill of a contract with instalments counts its years.
   */
  readonly period_number: number
  readonly issued_at: string | null
  readonly paid_at: string | null
  /**
   * Gross, EUR. Negative: a credit.
   */
  readonly total: number
  readonly net: number
  readonly vat: number
  readonly due_on: string | null
  readonly voided_at: string | null
  /**
   * Since when the claim is given up, whatever the status says.
   */
  readonly uncollectible_at: string | null
  /**
   * The voided invoice whose period this one bills anew.
   */
  readonly corrects: string | null
  /**
   * In the answer for a single invoice.
   */
  readonly lines?: {
    /**
     * What the line is for: `energy_spot`, `grid_energy`, `base_fee` …
     */
    readonly kind: string
    readonly period_start: string
    readonly period_end: string
    readonly quantity: number
    readonly unit: 'kWh' | 'day' | 'piece'
    /**
     * Net, in ct per unit; the mean where prices moved.
     */
    readonly unit_amount: number
    /**
     * EUR, rounded once from unrounded sums.
     */
    readonly net: number
    readonly vat_percent: number
  }[]
  readonly type: 'prepayment'
  readonly status: 'open' | 'paid' | 'voided' | 'uncollectible'
}

export interface VoidInvoice {
  readonly object: 'invoice'
  readonly id: string
  readonly customer: string
  readonly subscription: string
  readonly invoice_number: string
  /**
   * Of the last day of the period, 1 to 12.
   */
  readonly month: number
  readonly year: number
  /**
   * A day in Berlin, the first one billed.
   */
  readonly period_start: string
  /**
   * The last one billed.
   */
  readonly period_end: string
  /**
   * Counts the months of supply from 1; a yearly bill of a contract with instalments counts its years.
   */
  readonly period_number: number
  readonly issued_at: string | null
  readonly paid_at: string | null
  /**
   * Gross, EUR. Negative: a credit.
   */
  readonly total: number
  readonly net: number
  readonly vat: number
  readonly due_on: string | null
  readonly voided_at: string | null
  /**
   * Since when the claim is given up, whatever the status says.
   */
  readonly uncollectible_at: string | null
  /**
   * The voided invoice whose period this one bills anew.
   */
  readonly corrects: string | null
  /**
   * In the answer for a single invoice.
   */
  readonly lines?: {
    /**
     * What the line is for: `energy_spot`, `grid_energy`, `base_fee` …
     */
    readonly kind: string
    readonly period_start: string
    readonly period_end: string
    readonly quantity: number
    readonly unit: 'kWh' | 'day' | 'piece'
    /**
     * Net, in ct per unit; the mean where prices moved.
     */
    readonly unit_amount: number
    /**
     * EUR, rounded once from unrounded sums.
     */
    readonly net: number
    readonly vat_percent: number
  }[]
  readonly type: 'void'
  readonly status: 'open' | 'paid' | 'voided'
  /**
   * The invoice it takes back.
   */
  readonly voids: string
}

export interface Quote {
  readonly object: 'quote'
  readonly amount: number
  readonly currency: 'EUR'
  readonly components: QuoteComponent[]
  readonly quoted_at: string
}

export interface QuoteComponent {
  readonly group: 'base' | 'variable'
  readonly amount: number
  /**
   * One month, or a twelfth of the year’s use in kWh.
   */
  readonly quantity: number
  readonly quantity_unit: 'month' | 'kWh'
  /**
   * EUR for one quantity_unit; times quantity, to the cent, it is amount.
   */
  readonly unit_amount: number
  readonly subcomponents: QuoteSubcomponent[]
}

export interface QuoteSubcomponent {
  readonly subgroup: 'fee' | 'grid' | 'metering' | 'energy' | 'levies'
  /**
   * As the line of a bill is named.
   */
  readonly name: string
  readonly amount: number
}

export interface MarketPartner {
  readonly object: 'market_partner'
  readonly id: string
  readonly name: string
  readonly type: 'supplier'
  readonly code: string
  /**
   * Who gave out the code: BDEW.
   */
  readonly code_type: string
  readonly country: string
  readonly created_at: string
}

export interface MeterOrder {
  readonly object: 'meter_order'
  readonly id: string
  readonly subscription: string
  readonly customer: string
  readonly provider: 'energy-metering' | 'metrify' | 'inexogy'
  readonly status:
    | 'created'
    | 'placed'
    | 'check_submitted'
    | 'check_reviewed'
    | 'scheduled'
    | 'installed'
    | 'activated'
    | 'cancelled'
  readonly created_at: string
  readonly placed_at: string | null
  readonly check_submitted_at: string | null
  readonly check_reviewed_at: string | null
  readonly appointment_at: string | null
  readonly installed_at: string | null
  readonly activated_at: string | null
  readonly cancelled_at: string | null
  readonly cancelled_reason: 'pre_existing' | 'customer_request' | null
  /**
   * Since when it does not go on, beside its status.
   */
  readonly blocked_at: string | null
  readonly blocked_reason: 'check_missing' | 'grid_operator_registration' | null
}

export interface InsertMeterOrder {
  readonly subscription: string
}

export interface Subscription {
  readonly object: 'subscription'
  readonly id: string
  readonly plan: string
  readonly customer: Customer
  readonly address: Address
  readonly meter: Meter
  readonly payment_method: PaymentMethod
  readonly supplier: Supplier
  /**
   * What the customer quotes; invoice numbers begin with it.
   */
  readonly number: string | null
  readonly status: 'pending' | 'active' | 'ended'
  /**
   * kWh a year.
   */
  readonly estimated_usage: number
  readonly created_at: string
  readonly updated_at: string
  readonly start_at: string | null
  readonly terminated_at: string | null
  /**
   * The Berlin midnight at which supply stops.
   */
  readonly end_at: string | null
  readonly metadata: {
    [k: string]: unknown
  } | null
  readonly type: 'consumption' | 'feed_in'
  /**
   * Where it was ordered.
   */
  readonly source: 'api' | 'checkout' | 'operator'
  readonly billing_address: Address
}

export interface Address {
  readonly object: 'address'
  readonly id: string
  readonly street: string
  readonly house_number: string
  readonly zip: string
  readonly city: string
  readonly created_at: string
}

export interface Meter {
  readonly object: 'meter'
  readonly id: string
  readonly melo: string | null
  readonly number: string
  readonly type: 'smart' | 'analog'
  readonly malo: string | null
  readonly created_at: string
}

/**
 * With an empty id, an empty IBAN and - for a holder where the customer transfers what is due: there is no mandate.
 */
export interface PaymentMethod {
  readonly object: 'payment_method'
  readonly id: string
  readonly type: 'sepa_debit'
  readonly sepa_debit: {
    /**
     * Masked: DE************6485.
     */
    readonly iban: string
    readonly account_holder: string
  }
  readonly created_at: string
}

export interface UpdateSubscription {
  readonly billing_address?: InsertAddress | undefined
  readonly payment_method?: InsertPaymentMethod | undefined
  readonly metadata?:
    | ({
        [k: string]: unknown
      } | null)
    | undefined
}

export interface InsertAddress {
  readonly street: string
  readonly house_number: string
  readonly zip: string
  readonly city: string
}

export interface InsertPaymentMethod {
  readonly type: 'sepa_debit'
  readonly sepa_debit: {
    readonly iban: string
    readonly account_holder: string
  }
}

export interface TerminateSubscriptionResponse {
  readonly reason: 'ORDINARY' | 'MOVE_OUT' | 'WITHDRAWAL'
  readonly intended_end_at: string
}

export interface InsertSubscription {
  readonly plan: string
  readonly customer:
    | {
        readonly type?: 'person' | undefined
        readonly first_name: string
        readonly last_name: string
        readonly email: string
        readonly vat_id?: string | undefined
      }
    | {
        readonly type: 'company'
        readonly company_name: string
        readonly first_name: string
        readonly last_name: string
        readonly email: string
        readonly vat_id?: string | undefined
      }
  readonly address: InsertAddress
  readonly meter: {
    readonly number: string
    readonly type: 'smart' | 'analog'
    /**
     * kWh a year.
     */
    readonly estimated_usage: number
    readonly malo?: string | null | undefined
  }
  readonly payment_method: InsertPaymentMethod
  /**
   * Id or BDEW code of a supplier from /market-partners; without one the customer moves in.
   */
  readonly previous_supplier?: string | undefined
  /**
   * Ignores intended_start_date.
   */
  readonly next_possible_start: boolean
  /**
   * A day that is past or too early becomes the next possible one.
   */
  readonly intended_start_date?: string | undefined
  readonly lead?: string | undefined
  readonly product_orders?:
    | {
        readonly type: 'smart-meter' | '14a_enwg'
        /**
         * Module 1 unless another is named: it holds for who chooses none.
         */
        readonly '14a_enwg'?:
          | {
              readonly module_1?: boolean | undefined
              readonly module_2?: boolean | undefined
              readonly module_3?: boolean | undefined
            }
          | undefined
      }[]
    | undefined
  readonly metadata?:
    | ({
        [k: string]: unknown
      } | null)
    | undefined
}

export interface Lead {
  readonly object: 'lead'
  readonly id: string
  readonly subscription: string | null
  readonly subscribed_at: string | null
  /**
   * Opens the checkout with everything filled in.
   */
  readonly link: string
  readonly created_at: string
  readonly created_by: string | null
  readonly last_visited_at: string | null
  readonly metadata: {
    [k: string]: string
  } | null
}

export interface InsertLead {
  readonly customer?:
    | ({
        readonly type?: 'person' | 'company' | undefined
        readonly first_name?: string | null | undefined
        readonly last_name?: string | null | undefined
        readonly company_name?: string | null | undefined
        readonly email?: string | null | undefined
      } | null)
    | undefined
  readonly address: {
    readonly zip: string
    readonly street?: string | null | undefined
    readonly city?: string | null | undefined
    readonly house_number?: string | null | undefined
  }
  readonly meter: {
    /**
     * kWh a year.
     */
    readonly estimated_usage: number
    readonly type?: 'smart' | 'analog' | null | undefined
    readonly number?: string | null | undefined
  }
  readonly payment_method?:
    | ({
        readonly type?: 'sepa_debit' | undefined
        readonly sepa_debit?:
          | {
              /**
               * Offered to the customer by its last four digits, never shown.
               */
              readonly iban?: string | null | undefined
              readonly account_holder?: string | null | undefined
            }
          | undefined
      } | null)
    | undefined
  /**
   * Id, BDEW code or name of a supplier.
   */
  readonly previous_supplier?: string | null | undefined
  readonly next_possible_start?: boolean | null | undefined
  readonly intended_start_date?: string | null | undefined
  readonly change_reason?: 'supplier_change' | 'move_in' | null | undefined
  readonly plan: string
  readonly created_by?: string | null | undefined
  /**
   * Goes on to the contract that the lead becomes.
   */
  readonly metadata?:
    | {
        [k: string]: string
      }
    | undefined
}

export interface GridFeeReduction {
  readonly object: 'grid_fee_reduction'
  readonly id: string
  readonly subscription: string
  readonly customer: string
  readonly type: 'enwg-14a-module-1' | 'enwg-14a-module-2' | 'enwg-14a-module-3'
  readonly status: 'intended' | 'ordered' | 'rejected' | 'activated' | 'ended'
  readonly valid_from: string | null
  /**
   * The midnight in Berlin at which it ends.
   */
  readonly valid_until: string | null
  /**
   * In the words of the grid operator.
   */
  readonly rejected_reason: string | null
  readonly created_at: string
  readonly updated_at: string
}

export interface InsertGridFeeReduction {
  readonly subscription: string
  readonly type: 'enwg-14a-module-1' | 'enwg-14a-module-2' | 'enwg-14a-module-3'
}

export interface Event {
  readonly id: string
  readonly topic:
    | 'subscription.created'
    | 'subscription.confirmed'
    | 'subscription.activated'
    | 'subscription.terminated'
    | 'subscription.ended'
    | 'invoice.created'
    | 'invoice.paid'
    | 'invoice.payment_failed'
    | 'invoice.voided'
    | 'invoice.uncollectible'
    | 'meter_order.created'
    | 'meter_order.placed'
    | 'meter_order.check_submitted'
    | 'meter_order.check_reviewed'
    | 'meter_order.scheduled'
    | 'meter_order.installed'
    | 'meter_order.activated'
    | 'meter_order.blocked'
    | 'meter_order.cancelled'
    | 'portal.link_created'
    | 'portal.link_used'
    | 'portal.session_ended'
    | 'test.event'
  readonly timestamp: string
  /**
   * The ids of what it concerns, each by the name of its resource.
   */
  readonly context: {
    [k: string]: string
  }
}

export interface WebhookEndpoint {
  readonly object: 'webhook_endpoint'
  readonly id: string
  readonly url: string
  readonly description: string
  readonly topics: string[]
  readonly signature_header: string
  /**
   * Until then requests carry the signature of the secret before this one too.
   */
  readonly previous_secret_until: string | null
  readonly disabled_at: string | null
  readonly created_at: string
  readonly updated_at: string
}

export interface CreateWebhookEndpoint {
  readonly url: string
  readonly description?: string | undefined
  /**
   * `*` stands for every topic but the portal’s own, which are asked for by name.
   */
  readonly topics?:
    | (
        | '*'
        | 'subscription.created'
        | 'subscription.confirmed'
        | 'subscription.activated'
        | 'subscription.terminated'
        | 'subscription.ended'
        | 'invoice.created'
        | 'invoice.paid'
        | 'invoice.payment_failed'
        | 'invoice.voided'
        | 'invoice.uncollectible'
        | 'meter_order.created'
        | 'meter_order.placed'
        | 'meter_order.check_submitted'
        | 'meter_order.check_reviewed'
        | 'meter_order.scheduled'
        | 'meter_order.installed'
        | 'meter_order.activated'
        | 'meter_order.blocked'
        | 'meter_order.cancelled'
        | 'portal.link_created'
        | 'portal.link_used'
        | 'portal.session_ended'
      )[]
    | undefined
  readonly signature_header?: string | undefined
}

export interface UpdateWebhookEndpoint {
  readonly url?: string | undefined
  readonly description?: string | undefined
  /**
   * `*` stands for every topic but the portal’s own, which are asked for by name.
   */
  readonly topics?:
    | (
        | '*'
        | 'subscription.created'
        | 'subscription.confirmed'
        | 'subscription.activated'
        | 'subscription.terminated'
        | 'subscription.ended'
        | 'invoice.created'
        | 'invoice.paid'
        | 'invoice.payment_failed'
        | 'invoice.voided'
        | 'invoice.uncollectible'
        | 'meter_order.created'
        | 'meter_order.placed'
        | 'meter_order.check_submitted'
        | 'meter_order.check_reviewed'
        | 'meter_order.scheduled'
        | 'meter_order.installed'
        | 'meter_order.activated'
        | 'meter_order.blocked'
        | 'meter_order.cancelled'
        | 'portal.link_created'
        | 'portal.link_used'
        | 'portal.session_ended'
      )[]
    | undefined
  readonly signature_header?: string | undefined
  /**
   * While it is disabled nothing is sent, and of new events nothing is kept for it.
   */
  readonly disabled?: boolean | undefined
}

export interface DeletedWebhookEndpoint {
  readonly object: 'webhook_endpoint'
  readonly id: string
  readonly deleted: true
}

export interface WebhookDelivery {
  readonly object: 'webhook_delivery'
  readonly id: string
  readonly endpoint: string
  readonly event: string
  readonly topic:
    | 'subscription.created'
    | 'subscription.confirmed'
    | 'subscription.activated'
    | 'subscription.terminated'
    | 'subscription.ended'
    | 'invoice.created'
    | 'invoice.paid'
    | 'invoice.payment_failed'
    | 'invoice.voided'
    | 'invoice.uncollectible'
    | 'meter_order.created'
    | 'meter_order.placed'
    | 'meter_order.check_submitted'
    | 'meter_order.check_reviewed'
    | 'meter_order.scheduled'
    | 'meter_order.installed'
    | 'meter_order.activated'
    | 'meter_order.blocked'
    | 'meter_order.cancelled'
    | 'portal.link_created'
    | 'portal.link_used'
    | 'portal.session_ended'
    | 'test.event'
  readonly status: 'pending' | 'delivered' | 'failed'
  /**
   * Since it was written or replayed.
   */
  readonly attempts: number
  readonly next_attempt_at: string | null
  /**
   * The latest attempts, oldest first.
   */
  readonly log: {
    readonly at: string
    readonly status: number | null
    readonly reason: string | null
    readonly duration_ms: number
  }[]
  /**
   * How the last answer’s body begins.
   */
  readonly response: string | null
  readonly created_at: string
  readonly settled_at: string | null
}

export interface AuditEvent {
  readonly object: 'audit_event'
  readonly id: string
  /**
   * What happened, as noun.verb.
   */
  readonly action: string
  readonly occurred_at: string
  readonly actor: {
    readonly type: 'client' | 'customer' | 'operator' | 'system'
    readonly id: string | null
  }
  /**
   * The customer concerned.
   */
  readonly customer: string | null
  /**
   * The id of what was changed.
   */
  readonly subject: string | null
  /**
   * The IP address it was done from.
   */
  readonly address: string | null
  readonly user_agent: string | null
  readonly details: {
    [k: string]: unknown
  } | null
}

export interface CustomerFilter {
  readonly email?: TextFilter | undefined
  readonly type?: TextFilter | undefined
  readonly external_id?: TextFilter | undefined
  readonly created_at?: DateFilter | undefined
}

export interface UsageQuery {
  /**
   * auto: quarter-hours of a smart meter, months of an analog one.
   */
  readonly resolution?: 'auto' | '15min' | 'hour' | 'day' | 'week' | 'month' | undefined
  /**
   * Inclusive. By default yesterday; of an analog meter the last twelve months.
   */
  readonly start?: string | undefined
  /**
   * Exclusive. By default today.
   */
  readonly end?: string | undefined
}

export interface PriceQuery {
  /**
   * The first Berlin day.
   */
  readonly start: string
  /**
   * The last Berlin day, inclusive. At most 366 days are answered at once.
   */
  readonly end: string
}

export interface MeterReadingFilter {
  readonly type?: TextFilter | undefined
  readonly subscription?: TextFilter | undefined
  readonly created_at?: DateFilter | undefined
}

export interface PlanFilter {
  readonly status?: TextFilter | undefined
  readonly created_at?: DateFilter | undefined
}

export interface InvoiceUnionFilter {
  readonly status?: EnumFilter<'open' | 'paid' | 'voided' | 'uncollectible'> | undefined
  readonly period_start?: DateFilter | undefined
  readonly period_end?: DateFilter | undefined
  readonly type?: EnumFilter<'usage' | 'prepayment' | 'void'> | undefined
  readonly subscription?: TextFilter | undefined
  readonly uncollectible_at?: DateFilter | undefined
}

export interface QuoteQuery {
  readonly zip_code: string
  /**
   * Needed where the postal code has places on different grids: an answer at this field names them.
   */
  readonly place?: string | undefined
  /**
   * kWh a year.
   */
  readonly usage: number
  readonly meter_type?: 'analog' | 'smart' | undefined
  readonly '14a_module_1'?: boolean | null | undefined
  readonly '14a_module_2'?: boolean | null | undefined
  readonly is_tax_exempt?: boolean | null | undefined
}

export interface MarketPartnerFilter {
  readonly name?: TextFilter | undefined
  readonly code?: TextFilter | undefined
  readonly created_at?: DateFilter | undefined
}

export interface MeterOrderFilter {
  readonly status?:
    | EnumFilter<
        | 'created'
        | 'placed'
        | 'check_submitted'
        | 'check_reviewed'
        | 'scheduled'
        | 'installed'
        | 'activated'
        | 'cancelled'
      >
    | undefined
  readonly customer?: TextFilter | undefined
  readonly subscription?: TextFilter | undefined
}

export interface ListedSubscription {
  readonly object: 'subscription'
  readonly id: string
  readonly plan: string
  readonly customer: string
  readonly address: string
  readonly meter: string
  /**
   * Empty where there is no mandate.
   */
  readonly payment_method: string
  readonly supplier: string | null
  /**
   * What the customer quotes; invoice numbers begin with it.
   */
  readonly number: string | null
  readonly status: 'pending' | 'active' | 'ended'
  /**
   * kWh a year.
   */
  readonly estimated_usage: number
  readonly created_at: string
  readonly updated_at: string
  readonly start_at: string | null
  readonly terminated_at: string | null
  /**
   * The Berlin midnight at which supply stops.
   */
  readonly end_at: string | null
  readonly metadata: {
    [k: string]: unknown
  } | null
  readonly type: 'consumption' | 'feed_in'
  /**
   * Where it was ordered.
   */
  readonly source: 'api' | 'checkout' | 'operator'
  readonly billing_address: string
}

export interface SubscriptionFilter {
  readonly status?: EnumFilter<'pending' | 'active' | 'ended'> | undefined
  readonly customer?: TextFilter | undefined
  readonly plan?: TextFilter | undefined
  readonly created_at?: DateFilter | undefined
  readonly updated_at?: DateFilter | undefined
}

export interface LeadFilter {
  readonly created_at?: DateFilter | undefined
}

export interface GridFeeReductionFilter {
  readonly status?: EnumFilter<'intended' | 'ordered' | 'rejected' | 'activated' | 'ended'> | undefined
  readonly customer?: TextFilter | undefined
  readonly subscription?: TextFilter | undefined
  readonly created_at?: DateFilter | undefined
  readonly updated_at?: DateFilter | undefined
}

export interface WebhookEndpointFilter {
  readonly created_at?: DateFilter | undefined
}

export interface WebhookDeliveryFilter {
  readonly status?: EnumFilter<'pending' | 'delivered' | 'failed'> | undefined
  readonly topic?: TextFilter | undefined
  readonly created_at?: DateFilter | undefined
}

export interface AuditEventFilter {
  readonly action?: TextFilter | undefined
  readonly customer?: TextFilter | undefined
  readonly client?: TextFilter | undefined
  readonly occurred_at?: DateFilter | undefined
}
