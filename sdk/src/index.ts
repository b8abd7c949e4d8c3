export { Stromtor } from './stromtor.ts'
export { AuditEvents } from './resources/audit-events.ts'
export { Customers } from './resources/customers.ts'
export { Events } from './resources/events.ts'
export { GridFeeReductions } from './resources/grid-fee-reductions.ts'
export { Invoices } from './resources/invoices.ts'
export { Leads } from './resources/leads.ts'
export { LoadForecasts } from './resources/load-forecasts.ts'
export { MagicLinks } from './resources/magic-links.ts'
export { MarketPartners } from './resources/market-partners.ts'
export { MeterOrders } from './resources/meter-orders.ts'
export { MeterReadings } from './resources/meter-readings.ts'
export { OAuth } from './resources/oauth.ts'
export { Plans } from './resources/plans.ts'
export { Subscriptions } from './resources/subscriptions.ts'
export { WebhookEndpoints } from './resources/webhook-endpoints.ts'
export { Page } from './page.ts'
export { StromtorError } from './errors/stromtor-error.ts'
export { ApiError, AuthenticationError, RateLimitError } from './errors/api-error.ts'
export { ConnectionError } from './errors/connection-error.ts'
export { TimeoutError } from './errors/timeout-error.ts'
export { WebhookVerificationError } from './errors/webhook-verification-error.ts'
export { webhooks } from './webhooks.ts'
export type { ErrorCode, FieldError } from './errors/api-error.ts'
export type { DateFilter, EnumFilter, TextFilter } from './filter.ts'
export type { MagicLink, MagicLinkCreate, MagicLinkCustomer } from './resources/magic-links.ts'
export type { Authorization, AuthorizationStart, CodeExchange } from './resources/oauth.ts'
export type { TokenAnswer } from './request-token.ts'
export type { ListQuery } from './list-query.ts'
export type { List } from './page.ts'
export type { AccessToken, CallOptions, Fetch, StromtorOptions } from './options.ts'
export type { Runtime } from './runtime.ts'
export type { WebhookFault } from './errors/webhook-verification-error.ts'
export type { VerifyOptions, WebhookEvent } from './webhooks.ts'
export type {
  Address,
  AuditEvent,
  AuditEventFilter,
  CompanyCustomer,
  CreateWebhookEndpoint,
  Customer,
  CustomerFilter,
  DeletedWebhookEndpoint,
  Event,
  GridFeeReduction,
  GridFeeReductionFilter,
  InsertAddress,
  InsertGridFeeReduction,
  InsertLead,
  InsertLoadForecasts,
  InsertMeterOrder,
  InsertMeterReading,
  InsertPaymentMethod,
  InsertSubscription,
  InvoiceUnion as Invoice,
  InvoiceUnionFilter as InvoiceFilter,
  Lead,
  LeadFilter,
  ListedSubscription,
  LoadForecasts as LoadForecastsAnswer,
  MarketPartner,
  MarketPartnerFilter,
  Meter,
  MeterOrder,
  MeterOrderFilter,
  MeterReading,
  MeterReadingFilter,
  PaymentMethod,
  PersonCustomer,
  Plan,
  PlanFilter,
  PrepaymentInvoice,
  Price,
  PriceQuery,
  Quote,
  QuoteComponent,
  QuoteQuery,
  QuoteSubcomponent,
  Subscription,
  SubscriptionFilter,
  Supplier,
  TerminateSubscription,
  TerminateSubscriptionResponse,
  UpdateCustomer,
  UpdateSubscription,
  UpdateWebhookEndpoint,
  Usage,
  UsageInvoice,
  UsageQuery,
  VoidInvoice,
  WebhookDelivery,
  WebhookDeliveryFilter,
  WebhookEndpoint,
  WebhookEndpointFilter,
  WebhookEndpointWithSecret,
} from './generated/api-types.ts'
