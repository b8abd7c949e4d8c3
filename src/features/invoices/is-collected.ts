import { sql } from 'kysely'

/**
 * Of a contract `s`: what is due is collected by its mandate. A supplier without a creditor id collects nothing, whatever
 * account a customer has named.
 */
export const isCollected = sql<boolean>`(s.payment_method_id is not null and not exists (
  select from supplier_profiles as supplier
  where supplier.organization_id = s.organization_id and supplier.details ->> 'creditorId' is null
))`
