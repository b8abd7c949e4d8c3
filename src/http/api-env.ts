import type { CustomerId, OrganizationId } from '../domain/identifiers.ts'
import type { EdgeEnv } from './edge.ts'

/** What a handler of the partner API finds in its context, once the bearer token has been checked. */
export interface ApiEnv {
  Bindings: EdgeEnv['Bindings']
  Variables: EdgeEnv['Variables'] & {
    organizationId: OrganizationId
    clientId: string
    /** Set when the token speaks for one customer (authorisation-code flow): handlers must not go beyond that customer. */
    tokenCustomerId: CustomerId | undefined
    apiVersion: string
  }
}
