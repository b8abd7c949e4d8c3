import type { Db } from '../../db/database.ts'
import type { TerminationReason } from '../../db/portal-tables.ts'
import { notFound } from '../../domain/failure.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'
import { supplierProfile } from '../organizations/supplier-profile.ts'

interface Address {
  street: string
  houseNumber: string
  zip: string
  city: string
}

/** What a customer's sheet about one contract says beside its prices. */
export interface ContractSheet {
  concludedOn: Day
  terminationReason: TerminationReason | null
  malo: string | null
  /** Null where it is the address of supply. */
  billingAddress: Address | null
  gridOperator: string | null
  meteringOperator: string | null
  website: string | null
  /** Shares in percent; null where the supplier has not said. */
  energyMix: { year: number; renewablePercent: number; co2GramsPerKwh: number } | null
  /** The exchange prices of the day asked for, net; null where there are none. */
  exchangePrices: number[] | null
}

/**
 * One statement, because a page has few. `day` is the one whose exchange prices are wanted.
 *
 * @throws Failure NOT_FOUND, also for another organisation's.
 */
export async function getContractSheet(
  db: Db,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  day: Day,
): Promise<ContractSheet> {
  const row = await db
    .selectFrom('subscriptions as s')
    .innerJoin('meters as m', (join) =>
      join.onRef('m.organization_id', '=', 's.organization_id').onRef('m.id', '=', 's.meter_id'),
    )
    .innerJoin('addresses as b', (join) =>
      join.onRef('b.organization_id', '=', 's.organization_id').onRef('b.id', '=', 's.billing_address_id'),
    )
    .leftJoin('supplier_profiles as profile', 'profile.organization_id', 's.organization_id')
    .leftJoin('market_partners as grid', (join) =>
      join.onRef('grid.code', '=', 's.grid_operator_code').on('grid.role', '=', 'grid_operator'),
    )
    .leftJoin('market_partners as metering', (join) =>
      join
        .onRef('metering.code', '=', 's.metering_operator_code')
        .on('metering.role', '=', 'metering_operator'),
    )
    .leftJoin('market_prices as price', (join) =>
      join.onRef('price.area', '=', 's.market_area').on('price.day', '=', day),
    )
    .select([
      's.created_at',
      's.termination_reason',
      's.address_id',
      's.billing_address_id',
      'm.malo',
      'b.street',
      'b.house_number',
      'b.zip',
      'b.city',
      'grid.name as grid_name',
      'metering.name as metering_name',
      'profile.details',
      'price.prices',
    ])
    .where('s.organization_id', '=', organizationId)
    .where('s.id', '=', subscriptionId)
    .executeTakeFirst()
  if (!row) throw notFound('Subscription')
  const isSame = row.billing_address_id === row.address_id
  return {
    concludedOn: dayAt(row.created_at),
    terminationReason: row.termination_reason,
    malo: row.malo,
    billingAddress: isSame
      ? null
      : { street: row.street, houseNumber: row.house_number, zip: row.zip, city: row.city },
    gridOperator: row.grid_name,
    // Where nobody else was chosen, the grid operator measures too (§ 2 no. 4 MsbG).
    meteringOperator: row.metering_name ?? row.grid_name,
    ...supplierOf(row.details),
    exchangePrices: row.prices,
  }
}

function supplierOf(details: unknown): Pick<ContractSheet, 'website' | 'energyMix'> {
  const profile = supplierProfile.safeParse(details)
  if (!profile.success) return { website: null, energyMix: null }
  const { website, energyMix } = profile.data
  if (!energyMix) return { website, energyMix: null }
  const { shares, co2GramsPerKwh } = energyMix.supplier
  const renewablePercent = shares
    .filter(({ kind }) => kind.startsWith('renewable'))
    .reduce((sum, { percent }) => sum + percent, 0)
  return { website, energyMix: { year: energyMix.year, renewablePercent, co2GramsPerKwh } }
}
