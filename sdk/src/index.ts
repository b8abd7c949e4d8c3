export { Stromtor } from './stromtor.ts'
export { MagicLinks } from './magic-links.ts'
export { Customers } from './customers.ts'
export { Page } from './page.ts'
export { StromtorError } from './errors/stromtor-error.ts'
export { ApiError, AuthenticationError, RateLimitError } from './errors/api-error.ts'
export { ConnectionError } from './errors/connection-error.ts'
export { TimeoutError } from './errors/timeout-error.ts'
export type { ErrorCode, FieldError } from './errors/api-error.ts'
export type { MagicLink, MagicLinkCreate, MagicLinkCustomer } from './magic-links.ts'
export type { CustomerList } from './customers.ts'
export type {
  CompanyCustomer,
  Customer,
  CustomerFilter,
  DateFilter,
  PersonCustomer,
  TextFilter,
} from './customer.ts'
export type { CallOptions, Fetch, StromtorOptions } from './options.ts'
export type { Runtime } from './runtime.ts'
