import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { newId, type OrganizationId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import { hashSecret } from '../oauth/secret.ts'
import { createApiClient } from './create-api-client.ts'
import { createOrganization } from './create-organization.ts'
import { findOrganization, listApiClients } from './queries.ts'
import { revokeApiClient } from './revoke-api-client.ts'
import { setReturnUrlHosts } from './set-return-url-hosts.ts'

let db: Db
const now = Temporal.Instant.from('2026-11-23T10:00:00Z')
beforeAll(async () => {
  db = createDatabase((await testDatabase()).pool)
})

const ctxOf = (organizationId: OrganizationId): Ctx => ({
  db,
  organizationId,
  actor: { type: 'operator' },
  now,
})
const create = async (name = 'Sonnwerk') => ctxOf((await createOrganization({ db, now }, { name })).id)
const actions = async ({ organizationId }: Ctx) => {
  const rows = await db
    .selectFrom('audit_events')
    .select(['action', 'subject', 'details'])
    .where('organization_id', '=', organizationId)
    .orderBy('id')
    .execute()
  return rows.map(({ action, subject, details }) => ({ action, subject, details }))
}

describe('createOrganization', () => {
  it('trims the name, writes hosts in lower case and leaves an audit row', async () => {
    const { id, name } = await createOrganization(
      { db, now },
      { name: '  Sonnwerk  ', returnUrlHosts: ['App.Sonnwerk.example', 'localhost:4001'] },
    )
    expect(name).toBe('Sonnwerk')
    expect(await findOrganization(db, id)).toEqual({
      id,
      name: 'Sonnwerk',
      homeUrl: null,
      returnUrlHosts: ['app.sonnwerk.example', 'localhost:4001'],
      createdAt: now,
    })
    expect(await actions(ctxOf(id))).toEqual([{ action: 'organization.created', subject: id, details: null }])
  })

  it.each([
    ['no name', { name: ' ' }],
    ['a control character in the name', { name: 'Sonn\u0000werk' }],
    ['a host with a scheme', { name: 'x', returnUrlHosts: ['https://app.example'] }],
    ['a host with a path', { name: 'x', returnUrlHosts: ['app.example/x'] }],
    ['a host with a user', { name: 'x', returnUrlHosts: ['app.example@evil.example'] }],
  ])('refuses %s', async (_, input) => {
    await expect(createOrganization({ db, now }, input)).rejects.toMatchObject({ name: 'ZodError' })
  })
})

describe('createApiClient', () => {
  it('stores only the hash of a secret of 256 random bits', async () => {
    const ctx = await create()
    const { clientId, clientSecret, scope } = await createApiClient(ctx, { name: 'Website' })
    expect(Buffer.from(clientSecret, 'base64url')).toHaveLength(32)
    expect(scope).toBe('read:* write:*')
    const row = await db
      .selectFrom('api_clients')
      .selectAll()
      .where('organization_id', '=', ctx.organizationId)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ client_id: clientId, name: 'Website', scope, revoked_at: null })
    expect(row.secret_hash).toEqual(hashSecret(clientSecret))
    expect(JSON.stringify(await actions(ctx))).not.toContain(clientSecret)
  })

  it('refuses a client id that another organisation has, as a conflict', async () => {
    await createApiClient(await create(), { name: 'x', clientId: 'taken' })
    await expect(createApiClient(await create(), { name: 'x', clientId: 'taken' })).rejects.toMatchObject({
      code: 'CONFLICT',
      errors: [{ field: 'clientId' }],
    })
  })
})

describe('revokeApiClient', () => {
  it('keeps the row with the time, and finds nothing the second time', async () => {
    const ctx = await create()
    const { clientId } = await createApiClient(ctx, { name: 'x' })
    await revokeApiClient(ctx, clientId)
    expect(await listApiClients(db, ctx.organizationId)).toEqual([
      expect.objectContaining({ clientId, revokedAt: now }),
    ])
    await expect(revokeApiClient(ctx, clientId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await actions(ctx)).map(({ action }) => action)).toEqual([
      'organization.created',
      'api_client.created',
      'api_client.revoked',
    ])
  })

  it("answers the same for another organisation's client, which stays", async () => {
    const theirs = await create()
    const { clientId } = await createApiClient(theirs, { name: 'x' })
    await expect(revokeApiClient(await create(), clientId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await listApiClients(db, theirs.organizationId)).toEqual([
      expect.objectContaining({ revokedAt: null }),
    ])
  })
})

describe('setReturnUrlHosts', () => {
  it('replaces the whole list, each host once', async () => {
    const ctx = await create()
    await setReturnUrlHosts(ctx, { returnUrlHosts: ['old.example'] })
    expect(
      await setReturnUrlHosts(ctx, { returnUrlHosts: ['NEW.example', 'new.example', 'app.example:8443'] }),
    ).toEqual(['new.example', 'app.example:8443'])
    expect((await findOrganization(db, ctx.organizationId))?.returnUrlHosts).toEqual([
      'new.example',
      'app.example:8443',
    ])
    expect((await actions(ctx)).at(-1)).toEqual({
      action: 'organization.return_url_hosts_set',
      subject: ctx.organizationId,
      details: { hosts: ['new.example', 'app.example:8443'] },
    })
  })

  it('refuses an organisation that does not exist and a host that is none', async () => {
    await expect(
      setReturnUrlHosts(ctxOf(newId('organization')), { returnUrlHosts: [] }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(setReturnUrlHosts(await create(), { returnUrlHosts: ['*'] })).rejects.toMatchObject({
      name: 'ZodError',
    })
  })
})
