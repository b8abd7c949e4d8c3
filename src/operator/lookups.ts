import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { conflict, notFound } from '../domain/failure.ts'
import { isId, type OrganizationId } from '../domain/identifiers.ts'
import { findOrganization, type Organization, toOrganization } from '../features/organizations/queries.ts'
import { findPlan, type Plan } from '../features/plans/queries.ts'
import type { OperatorDeps } from './deps.ts'
import { Input, InvalidInput } from './input.ts'

// The operator is the only one who looks across organisations; what was found is then read and changed within its own.

export async function listOrganizations(db: Db): Promise<Organization[]> {
  const rows = await db.selectFrom('organizations').selectAll().orderBy('created_at').orderBy('id').execute()
  return rows.map(toOrganization)
}

/** By id, or by name where only one has it; upper and lower case are the same. */
export async function resolveOrganization(db: Db, reference: string): Promise<Organization> {
  const id = isId('organization', reference) ? reference : await organizationNamed(db, reference)
  const organization = id && (await findOrganization(db, id))
  if (!organization) throw notFound(`The organisation ${reference} was`)
  return organization
}

/** The organisation of a command that asks for nothing else. */
export async function requiredOrganization(
  deps: OperatorDeps,
  reference: string | undefined,
): Promise<{ db: Db; organization: Organization }> {
  const input = new Input()
  const given = input.required('--organization', reference)
  input.done()
  const db = await deps.database()
  return { db, organization: await resolveOrganization(db, given) }
}

async function organizationNamed(db: Db, name: string): Promise<OrganizationId | undefined> {
  const rows = await db
    .selectFrom('organizations')
    .select('id')
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .orderBy('id')
    .execute()
  if (rows.length > 1) {
    const ids = rows.map(({ id }) => id).join(', ')
    throw new InvalidInput([{ flag: '--organization', message: `several have this name, use an id: ${ids}` }])
  }
  return rows[0]?.id
}

/** By id or slug, both unique over all organisations; with an organisation named too, only among its plans. */
export async function resolvePlan(db: Db, reference: string, organization?: string): Promise<Plan> {
  const within = organization === undefined ? undefined : await resolveOrganization(db, organization)
  const row = await db
    .selectFrom('plans')
    .select('organization_id')
    .where(isId('plan', reference) ? 'id' : 'slug', '=', reference)
    .executeTakeFirst()
  const plan =
    row && (within === undefined || within.id === row.organization_id)
      ? await findPlan(db, row.organization_id, reference)
      : undefined
  if (!plan) throw notFound(`The plan ${reference} was`)
  return plan
}

/** Whose client this is: client ids are unique over all organisations. */
export async function organizationOfClient(db: Db, clientId: string): Promise<OrganizationId> {
  const client = await db
    .selectFrom('api_clients')
    .select(['organization_id', 'revoked_at'])
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  if (!client) throw notFound(`The API client ${clientId} was`)
  if (client.revoked_at !== null) throw conflict('client', `${clientId} is revoked already.`)
  return client.organization_id
}
