import { typeid } from 'typeid-js'

/**
 * Every resource's id: a prefix that names its kind, an underscore and a TypeID suffix
 * (UUIDv7 in 26 characters of Crockford base32), so ids sort by creation time.
 */
export const ID_PREFIXES = {
  organization: 'org',
  customer: 'cus',
  subscription: 'sub',
  plan: 'pln',
  lead: 'lead',
  invoice: 'inv',
  meterReading: 'mr',
  meter: 'mtr',
  address: 'adr',
  paymentMethod: 'pm',
  marketPartner: 'mp',
  event: 'evt',
  meterOrder: 'prdo',
  gridFeeReduction: 'gfr',
  meterValueImport: 'mvi',
  declaration: 'dec',
  serviceRequest: 'srq',
  session: 'ses',
  magicLink: 'ml',
  auditEvent: 'aud',
  tokenFamily: 'fam',
  webhookEndpoint: 'we',
  webhookDelivery: 'wd',
  consent: 'cst',
} as const

export type IdKind = keyof typeof ID_PREFIXES
export type Id<Kind extends IdKind> = `${(typeof ID_PREFIXES)[Kind]}_${string}`

export type OrganizationId = Id<'organization'>
export type CustomerId = Id<'customer'>
export type PlanId = Id<'plan'>
export type SubscriptionId = Id<'subscription'>
export type InvoiceId = Id<'invoice'>
export type MeterId = Id<'meter'>

export function newId<Kind extends IdKind>(kind: Kind): Id<Kind> {
  return typeid(ID_PREFIXES[kind]).toString() as Id<Kind>
}

const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/

/** True for a well-formed id of that kind; says nothing about whether the row exists. */
export function isId<Kind extends IdKind>(kind: Kind, value: unknown): value is Id<Kind> {
  if (typeof value !== 'string') return false
  const prefix = `${ID_PREFIXES[kind]}_`
  return value.startsWith(prefix) && SUFFIX.test(value.slice(prefix.length))
}
