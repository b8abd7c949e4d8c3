import { type BrandInput, brandInputSchema } from '../../brand/brand.ts'
import type { Db } from '../../db/database.ts'
import type { InvoiceDocument } from '../../documents/invoice-model.ts'
import type { PostalAddress } from '../../documents/supplier.ts'
import { notFound } from '../../domain/failure.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'

/** Who and where: what an invoice names besides its figures. */
export interface Parties {
  brand: BrandInput & { name: string }
  planBrand: BrandInput
  customer: InvoiceDocument['customer']
  supplyAddress: PostalAddress
  meter: { meterNumber: string; malo: string | null; melo: string | null }
  meteringOperatorCode: string | null
  noticeDays: number
  /** When notice was given. */
  terminatedOn: Day | null
  mandate: { accountHolder: string; iban: string; mandateReference: string } | null
}

export async function invoiceParties(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
): Promise<Parties> {
  const row = await partiesRow(db, organizationId, subscriptionId)
  if (!row) throw notFound('Subscription')
  const person = `${row.first_name} ${row.last_name}`
  const brand = brandInputSchema.parse(row.organization_brand)
  const isCompany = row.customer_type === 'company' && row.company_name !== null
  return {
    brand: { ...brand, name: brand.name ?? row.organization_name },
    planBrand: brandInputSchema.parse(row.plan_brand),
    customer: {
      kind: isCompany ? 'company' : 'person',
      name: row.company_name !== null && isCompany ? row.company_name : person,
      contact: isCompany ? person : null,
      vatId: row.vat_id,
      locale: row.locale,
      address: {
        street: row.billing_street,
        houseNumber: row.billing_house_number,
        zip: row.billing_zip,
        city: row.billing_city,
      },
    },
    supplyAddress: { street: row.street, houseNumber: row.house_number, zip: row.zip, city: row.city },
    meter: { meterNumber: row.meter_number, malo: row.malo, melo: row.melo },
    meteringOperatorCode: row.metering_operator_code,
    noticeDays: row.notice_days,
    terminatedOn: row.terminated_at && dayAt(row.terminated_at),
    mandate:
      row.iban === null || row.account_holder === null || row.mandate_reference === null
        ? null
        : { accountHolder: row.account_holder, iban: row.iban, mandateReference: row.mandate_reference },
  }
}

function partiesRow(db: Db, organizationId: OrganizationId, subscriptionId: SubscriptionId) {
  return db
    .selectFrom('subscriptions as s')
    .innerJoin('organizations as o', 'o.id', 's.organization_id')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.customer_id'),
    )
    .innerJoin('meters as m', (join) =>
      join.onRef('m.organization_id', '=', 's.organization_id').onRef('m.id', '=', 's.meter_id'),
    )
    .innerJoin('addresses as a', (join) =>
      join.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.address_id'),
    )
    .innerJoin('addresses as b', (join) =>
      join.onRef('b.organization_id', '=', 's.organization_id').onRef('b.id', '=', 's.billing_address_id'),
    )
    .leftJoin('payment_methods as pm', (join) =>
      join.onRef('pm.organization_id', '=', 's.organization_id').onRef('pm.id', '=', 's.payment_method_id'),
    )
    .select([
      'o.name as organization_name',
      'o.brand as organization_brand',
      'p.brand as plan_brand',
      'p.notice_days',
      'c.type as customer_type',
      'c.first_name',
      'c.last_name',
      'c.company_name',
      'c.vat_id',
      'c.locale',
      'm.number as meter_number',
      'm.malo',
      'm.melo',
      'a.street',
      'a.house_number',
      'a.zip',
      'a.city',
      'b.street as billing_street',
      'b.house_number as billing_house_number',
      'b.zip as billing_zip',
      'b.city as billing_city',
      's.metering_operator_code',
      's.terminated_at',
      'pm.account_holder',
      'pm.iban',
      'pm.mandate_reference',
    ])
    .where('s.organization_id', '=', organizationId)
    .where('s.id', '=', subscriptionId)
    .executeTakeFirst()
}
