interface CustomerFields {
  readonly object: 'customer'
  /** `cus_…` */
  readonly id: string
  readonly first_name: string
  readonly last_name: string
  readonly email: string
  readonly vat_id?: string | null
  /** The id of this customer in your own system, when you gave one. */
  readonly external_id?: string | null
  /** ISO 8601, UTC. */
  readonly created_at: string
}

/** A private customer. */
export interface PersonCustomer extends CustomerFields {
  readonly type?: 'person'
}

/** A business customer; the names are those of the contact. */
export interface CompanyCustomer extends CustomerFields {
  readonly type: 'company'
  readonly company_name: string
}

/** A customer of your organisation. Field names as the API answers them. */
export type Customer = PersonCustomer | CompanyCustomer

/** Operators on a text field, combined with AND. `contains`, `starts_with` and `ends_with` ignore case. */
export interface TextFilter {
  readonly eq?: string
  readonly ne?: string
  readonly in?: readonly string[]
  readonly is_null?: boolean
  readonly contains?: string
  readonly starts_with?: string
  readonly ends_with?: string
}

/** Operators on a point in time, ISO 8601 with zone. */
export interface DateFilter {
  readonly gte?: string | Date
  readonly lte?: string | Date
  readonly is_null?: boolean
}

/** The fields customers can be filtered by. */
export interface CustomerFilter {
  readonly email?: TextFilter
  /** Your own id of a customer, when you gave one. */
  readonly external_id?: TextFilter
  readonly type?: TextFilter
  readonly created_at?: DateFilter
}
