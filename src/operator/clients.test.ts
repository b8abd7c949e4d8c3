import { expect, test } from 'vitest'
import { createOperator, idOf } from '../../tests/support/operator.ts'
import { authenticateClient } from '../features/oauth/authenticate-client.ts'
import { hashSecret } from '../features/oauth/secret.ts'

test('the secret is shown once, with a sentence that says so, and stored as a hash alone', async () => {
  const { json, operator, pool } = await createOperator()
  const organizationId = idOf(await json('orgs', 'create', '--name', 'Nordlicht'))
  const { exitCode, out, err } = await operator(
    'clients',
    'create',
    '--organization',
    organizationId,
    '--name',
    'App',
    '--scope',
    'read',
  )
  expect(exitCode).toBe(0)
  const [, clientSecret = ''] = /^Client secret +([\w-]{43})$/m.exec(out) ?? []
  const [, clientId = ''] = /^Client id +(\w+)$/m.exec(out) ?? []
  expect(out).toMatch(/^Scope +read:\*$/m)
  expect(err).toContain('The secret is shown this once: only its hash is stored.')

  const { rows } = await pool.query<{ secret_hash: Buffer }>(
    'select * from api_clients where client_id = $1',
    [clientId],
  )
  expect(rows[0]?.secret_hash).toEqual(hashSecret(clientSecret))
  const everything = await pool.query(
    'select api_clients::text as row from api_clients union all select audit_events::text from audit_events',
  )
  expect(JSON.stringify(everything.rows)).not.toContain(clientSecret)

  const listed = await operator('clients', 'list', '--organization', organizationId)
  expect(listed.out).toContain(clientId)
  expect(listed.out).not.toContain(clientSecret)
  expect(await json('clients', 'list', '--organization', organizationId)).toEqual([
    {
      clientId,
      organizationId,
      kind: 'confidential',
      name: 'App',
      scope: 'read:*',
      redirectUris: [],
      createdAt: expect.any(String),
      revokedAt: null,
    },
  ])
})

test('a revoked client cannot sign in, and is not revoked twice', async () => {
  const { json, operator, db } = await createOperator()
  const organizationId = idOf(await json('organizations', 'create', '--name', 'Revoking'))
  const client = await json('clients', 'create', '--organization', organizationId, '--name', 'Old')
  const { clientId, clientSecret } = client as { clientId: string; clientSecret: string }
  expect(await json('clients', 'revoke', clientId)).toMatchObject({ clientId, revokedAt: expect.any(String) })
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
  await expect(authenticateClient(db, authorization)).rejects.toThrow('wrong')
  expect((await operator('clients', 'revoke', clientId)).exitCode).toBe(4)
})

test('an app of somebody else has addresses to send customers back to, and a public one no secret', async () => {
  const { json, operator, db } = await createOperator()
  const organizationId = idOf(await json('organizations', 'create', '--name', 'Apps'))
  const create = ['clients', 'create', '--organization', organizationId, '--name', 'Hausgeist']
  const uris = ['--redirect-uri', 'com.example.app:/cb', 'http://127.0.0.1/cb']
  const created = await json(...create, '--public', ...uris)
  expect(created).toEqual({
    organizationId,
    name: 'Hausgeist',
    clientId: expect.any(String),
    scope: 'read:*',
  })
  const { clientId } = created as { clientId: string }

  const set = await operator(
    'clients',
    'redirect-uris',
    'set',
    clientId,
    '--redirect-uri',
    'https://a.example/cb',
  )
  expect([set.exitCode, set.out]).toEqual([
    0,
    `Client id     ${clientId}\nRedirect URI  https://a.example/cb\n`,
  ])
  const row = await db
    .selectFrom('api_clients')
    .select(['kind', 'redirect_uris'])
    .where('client_id', '=', clientId)
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ kind: 'public', redirect_uris: ['https://a.example/cb'] })
})

test('says everything that is wrong with an app at once, by its options', async () => {
  const { operator } = await createOperator()
  const wrong = await operator(
    'clients',
    'create',
    '--public',
    '--client-credentials',
    '--scope',
    'read-write',
  )
  expect(wrong.exitCode).toBe(2)
  for (const flag of ['--organization', '--name', '--redirect-uri', '--client-credentials', '--scope'])
    expect(wrong.err).toContain(`${flag}: `)
  const plain = await operator(
    'clients',
    'redirect-uris',
    'set',
    'x',
    '--redirect-uri',
    'http://a.example/cb',
  )
  expect([plain.exitCode, plain.err]).toEqual([
    2,
    expect.stringContaining('--redirect-uri: http://a.example/cb must begin'),
  ])
  expect((await operator('clients', 'redirect-uris', 'set', 'nobody')).exitCode).toBe(3)
})

test('a client’s requests a second are set, within bounds and its own organisation', async () => {
  const { json, operator, db } = await createOperator()
  const organizationId = idOf(await json('organizations', 'create', '--name', 'Fast'))
  const client = await json('clients', 'create', '--organization', organizationId, '--name', 'Meter desk')
  const { clientId } = client as { clientId: string }
  expect(await json('clients', 'rate', clientId, '--requests-per-second', '250')).toEqual({
    clientId,
    requestsPerSecond: 250,
  })
  const rate = async () =>
    (
      await db
        .selectFrom('api_clients')
        .select('requests_per_second')
        .where('client_id', '=', clientId)
        .executeTakeFirstOrThrow()
    ).requests_per_second
  expect(await rate()).toBe(250)
  for (const wrong of ['0', '1.5', 'many', '1000001', '']) {
    const { exitCode, err } = await operator('clients', 'rate', clientId, '--requests-per-second', wrong)
    expect([wrong, exitCode, err.includes('--requests-per-second')]).toEqual([wrong, 2, true])
  }
  await json('organizations', 'create', '--name', 'Other')
  const foreign = await operator(
    'clients',
    'rate',
    clientId,
    '--requests-per-second',
    '5',
    '--organization',
    'Other',
  )
  expect(foreign.exitCode).toBe(3)
  expect(await rate()).toBe(250)
})
