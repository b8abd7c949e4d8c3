import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import type { Ctx } from '../ctx.ts'
import { createApiClient } from './create-api-client.ts'
import { createOrganization } from './create-organization.ts'
import { createPublicClient } from './create-public-client.ts'
import { setRedirectUris } from './set-redirect-uris.ts'

const now = Temporal.Instant.from('2026-06-01T08:00:00Z')
const CALLBACK = 'https://app.example/cb'

let db: Db
let ctx: Ctx
beforeAll(async () => {
  const { pool } = await testDatabase()
  db = createDatabase(pool)
  ctx = await newOrganization()
})

async function newOrganization(): Promise<Ctx> {
  const { id: organizationId } = await createOrganization({ db, now }, { name: 'Sonnwerk' })
  return { db, organizationId, actor: { type: 'operator' }, now }
}

const stored = (clientId: string) =>
  db.selectFrom('api_clients').selectAll().where('client_id', '=', clientId).executeTakeFirstOrThrow()

describe('clients that ask customers', () => {
  it('an app of somebody else: with a secret, but not for the organisation’s own data', async () => {
    const { clientId } = await createApiClient(ctx, {
      name: 'Hausgeist, Produktion',
      displayName: 'Hausgeist',
      description: 'Lädt Ihr Auto, wenn Strom günstig ist.',
      redirectUris: [CALLBACK],
    })
    expect(await stored(clientId)).toMatchObject({
      kind: 'confidential',
      redirect_uris: [CALLBACK],
      display_name: 'Hausgeist',
      description: 'Lädt Ihr Auto, wenn Strom günstig ist.',
      client_credentials: false,
    })
  })

  it('a partner’s own client may do both, when it says so', async () => {
    const { clientId } = await createApiClient(ctx, {
      name: 'Own',
      redirectUris: [CALLBACK],
      clientCredentials: true,
    })
    expect((await stored(clientId)).client_credentials).toBe(true)
    const { clientId: plain } = await createApiClient(ctx, { name: 'Backend' })
    expect(await stored(plain)).toMatchObject({ redirect_uris: [], client_credentials: true })
  })

  it('a public one has no secret and only reads', async () => {
    const { clientId, scope } = await createPublicClient(ctx, {
      name: 'Telefon',
      redirectUris: ['com.example.app:/cb', 'http://127.0.0.1/cb'],
    })
    expect(scope).toBe('read:*')
    expect(await stored(clientId)).toMatchObject({
      kind: 'public',
      secret_hash: null,
      scope: 'read:*',
      client_credentials: false,
    })
  })

  it.each([
    ['no address at all', []],
    ['plain http', ['http://app.example/cb']],
    ['a fragment', ['https://app.example/cb#x']],
    ['a script', [CALLBACK, 'javascript:alert(1)']],
    ['21 addresses', Array.from({ length: 21 }, (_, index) => `${CALLBACK}/${index}`)],
  ])('refuses %s', async (_, uris) => {
    await expect(createPublicClient(ctx, { name: 'x', redirectUris: uris })).rejects.toMatchObject({
      name: 'ZodError',
    })
  })
})

describe('setRedirectUris', () => {
  it('replaces the whole list, each once, with an audit row', async () => {
    const { clientId } = await createApiClient(ctx, { name: 'x', redirectUris: [CALLBACK] })
    const other = 'https://other.example/cb'
    expect(await setRedirectUris(ctx, clientId, { redirectUris: [other, other] })).toEqual({
      clientId,
      redirectUris: [other],
    })
    expect(await stored(clientId)).toMatchObject({ redirect_uris: [other], client_credentials: false })
    const audit = await db
      .selectFrom('audit_events')
      .select('details')
      .where('subject', '=', clientId)
      .where('action', '=', 'api_client.redirect_uris_set')
      .execute()
    expect(audit).toEqual([{ details: { redirectUris: [other] } }])
    await setRedirectUris(ctx, clientId, { redirectUris: [] })
  })

  it('finds no other organisation’s client and no unknown one; a public one keeps at least one', async () => {
    const { clientId } = await createPublicClient(ctx, { name: 'x', redirectUris: [CALLBACK] })
    const foreign = setRedirectUris(await newOrganization(), clientId, { redirectUris: [CALLBACK] })
    await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(setRedirectUris(ctx, 'nobody', { redirectUris: [] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(setRedirectUris(ctx, clientId, { redirectUris: [] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})
