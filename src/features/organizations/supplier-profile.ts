import { z } from 'zod'
import type { Db, Tx } from '../../db/database.ts'
import { COMPARISON_GROUPS, CONSUMER_CONTACTS } from '../../documents/consumer-contacts.ts'
import { ENERGY_KINDS, type Supplier } from '../../documents/supplier.ts'
import { parseIban } from '../../domain/iban.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { parsePostalCode } from '../../domain/market-identifiers-locations.ts'
import { parseCreditorId, parseVatId } from '../../domain/market-identifiers-partners.ts'
import { identifier } from '../../domain/market-identifiers-schema.ts'
import { emailAddress, line } from '../../domain/text.ts'

const inBoth = z.strictObject({ de: line(1000), en: line(1000) })

const website = line(200).regex(
  /^(https?:\/\/)?[\w.-]+\.[a-z]{2,}(\/\S*)?$/i,
  'Write an address like www.example.com.',
)

// Shares are published rounded, so that they may miss 100 by a little.
const ROUNDING_PERCENT = 0.5

const mix = z.strictObject({
  shares: z
    .array(z.strictObject({ kind: z.enum(ENERGY_KINDS), percent: z.number().min(0).max(100) }))
    .min(1)
    .refine((shares) => new Set(shares.map(({ kind }) => kind)).size === shares.length, {
      error: 'Each kind of energy may stand only once.',
    })
    .refine(
      (shares) => Math.abs(shares.reduce((sum, { percent }) => sum + percent, 0) - 100) <= ROUNDING_PERCENT,
      { error: 'The shares must add up to 100 percent.' },
    ),
  co2GramsPerKwh: z.number().min(0).max(2000),
  radioactiveWasteMilligramsPerKwh: z.number().min(0).max(100),
})

const contact = z.strictObject({ name: inBoth, text: inBoth, lines: z.array(line(100)).min(1).max(8) })

/** A profile as `stromtor suppliers set --file` takes it. What is the same for every supplier may be left out. */
export const supplierProfile = z.strictObject({
  legalName: line(120),
  address: z.strictObject({
    street: line(200),
    houseNumber: line(20),
    zip: identifier(parsePostalCode),
    city: line(100),
  }),
  register: z.strictObject({ court: line(100), number: line(40) }),
  managingDirectors: z.array(line(100)).min(1).max(10),
  vatId: identifier(parseVatId),
  taxNumber: line(30).nullable().default(null),
  creditorId: identifier(parseCreditorId).nullable().default(null),
  email: emailAddress,
  hotline: z.strictObject({
    phone: line(31).regex(/^[+0-9][0-9 ()/-]{4,30}$/, 'Write a telephone number.'),
    hours: inBoth.nullable().default(null),
  }),
  website: website.nullable().default(null),
  bankAccount: z.strictObject({
    holder: line(70),
    iban: identifier(parseIban),
    bic: z
      .string()
      .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'A BIC has 8 or 11 capitals and digits.')
      .nullable()
      .default(null),
    bank: line(70),
  }),
  meteringIncluded: z.boolean().default(true),
  energyMix: z
    .strictObject({ year: z.int().min(2015).max(2100), supplier: mix, germany: mix, source: inBoth })
    .nullable()
    .default(null),
  comparison: z
    .strictObject({
      groups: z
        .array(z.strictObject({ label: inBoth, kwhPerYear: z.int().min(1).max(1_000_000) }))
        .min(1)
        .max(8),
      source: inBoth,
    })
    .optional(),
  contacts: z
    .strictObject({ disputes: contact, regulator: contact, advice: contact, switching: contact })
    .partial()
    .optional(),
})
export type SupplierProfile = z.input<typeof supplierProfile>

/** The organisation's profile with what it left out filled in; null until one is set. */
export async function findSupplier(db: Db | Tx, organizationId: OrganizationId): Promise<Supplier | null> {
  const row = await db
    .selectFrom('supplier_profiles')
    .select('details')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return row ? toSupplier(supplierProfile.parse(row.details)) : null
}

export function toSupplier({
  comparison = COMPARISON_GROUPS,
  contacts,
  ...own
}: z.output<typeof supplierProfile>): Supplier {
  const { disputes, regulator, advice, switching } = { ...CONSUMER_CONTACTS, ...contacts }
  return {
    ...own,
    comparison,
    contacts: {
      disputes: disputes ?? CONSUMER_CONTACTS.disputes,
      regulator: regulator ?? CONSUMER_CONTACTS.regulator,
      advice: advice ?? CONSUMER_CONTACTS.advice,
      switching: switching ?? CONSUMER_CONTACTS.switching,
    },
  }
}
