import type { Locale } from '../ui/i18n.ts'

export interface PostalAddress {
  street: string
  houseNumber: string
  zip: string
  city: string
}

/** Said in both languages, because a customer may ask for either. */
export type InBoth = Record<Locale, string>

/** The kinds of energy that § 42 (1) EnWG asks to tell apart, in the order in which they are shown. */
export const ENERGY_KINDS = [
  'renewable_funded',
  'renewable_unfunded',
  'nuclear',
  'coal',
  'gas',
  'other_fossil',
] as const
export type EnergyKind = (typeof ENERGY_KINDS)[number]

interface Mix {
  /** Percent of the whole; together 100. */
  shares: { kind: EnergyKind; percent: number }[]
  co2GramsPerKwh: number
  radioactiveWasteMilligramsPerKwh: number
}

/** Stromkennzeichnung (§ 42 EnWG): what was supplied in a year, next to the German average. */
export interface EnergyMix {
  year: number
  supplier: Mix
  germany: Mix
  /** Where the German average was published. */
  source: InBoth
}

/** A household's yearly use against households like it (§ 40 (2) no. 8 EnWG). */
export interface ComparisonGroups {
  groups: { label: InBoth; kwhPerYear: number }[]
  source: InBoth
}

/** Somebody a customer can turn to: printed as it stands. */
export interface ConsumerContact {
  name: InBoth
  text: InBoth
  /** Address, telephone, e-mail and web address, a line each. */
  lines: string[]
}

/** Whom § 40 (2) nos. 9 to 12 EnWG ask to name. */
export interface ConsumerContacts {
  disputes: ConsumerContact
  regulator: ConsumerContact
  advice: ConsumerContact
  switching: ConsumerContact
}

/** All that an invoice says about who issues it (§ 40 EnWG, § 14 (4) UStG, § 35a GmbHG). */
export interface Supplier {
  legalName: string
  address: PostalAddress
  register: { court: string; number: string }
  managingDirectors: string[]
  vatId: string
  taxNumber: string | null
  /** Gläubiger-Identifikationsnummer; without one nothing can be collected by direct debit. */
  creditorId: string | null
  email: string
  hotline: { phone: string; hours: InBoth | null }
  website: string | null
  bankAccount: { holder: string; iban: string; bic: string | null; bank: string }
  /** Whether metering is part of what the contracts supply (§ 40 (3) EnWG). */
  meteringIncluded: boolean
  energyMix: EnergyMix | null
  comparison: ComparisonGroups
  contacts: ConsumerContacts
}
