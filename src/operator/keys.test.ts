import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'
import { createAccessTokens } from '../features/oauth/access-token.ts'
import { createSigningKeys, ensureSigningKeys } from '../features/oauth/signing-keys.ts'

let directory: string
let signingKeysFile: string
let ahead = Temporal.Duration.from({ seconds: 0 })
let ran: Awaited<ReturnType<typeof createOperator>>

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stromtor-keys-'))
  signingKeysFile = join(directory, 'signing-keys.json')
  await ensureSigningKeys(signingKeysFile)
  ran = await createOperator({
    database: () => Promise.reject(new Error('keys need no database')),
    config: () => ({ isHttps: true, portalDomain: 'portal.example.com', signingKeysFile }),
    now: () => Temporal.Now.instant().add(ahead),
  })
})
afterAll(() => rm(directory, { recursive: true }))

test('rotation keeps the key whose tokens are still out, and waits for an hour unless forced', async () => {
  const accessTokens = createAccessTokens(createSigningKeys(signingKeysFile), 'https://api.example.com')
  const grant = { organizationId: 'org_x', clientId: 'c', scope: 'read:*', familyId: 'fam_x' } as const
  const token = await accessTokens.sign(grant)

  const early = await ran.operator('keys', 'rotate')
  expect(early.exitCode).toBe(4)
  expect(early.err).toMatch(
    /^Not done: --force: the key in use is younger than a token lives: wait (59|60) minutes/,
  )

  const before = await ran.json('keys', 'list')
  expect(before).toEqual([
    { kid: expect.stringMatching(/^[0-9a-f]{12}$/), createdAt: expect.any(String), use: 'signs' },
  ])
  ahead = Temporal.Duration.from({ hours: 1, minutes: 1 })
  const { kid } = (await ran.json('keys', 'rotate')) as { kid: string }
  const [first] = before as { kid: string }[]
  expect(await ran.json('keys', 'list')).toEqual([
    { kid, createdAt: expect.any(String), use: 'signs' },
    { ...first, use: 'verifies' },
  ])

  const fresh = createAccessTokens(createSigningKeys(signingKeysFile), 'https://api.example.com')
  expect(await fresh.verify(token)).toMatchObject(grant)
  expect(
    decodeURIComponent(
      JSON.parse(Buffer.from((await fresh.sign(grant)).split('.')[0] ?? '', 'base64url').toString()).kid,
    ),
  ).toBe(kid)

  ahead = Temporal.Duration.from({ seconds: 0 })
  expect((await ran.operator('keys', 'rotate', '--force')).exitCode).toBe(0)
  const afterwards = createAccessTokens(createSigningKeys(signingKeysFile), 'https://api.example.com')
  expect(await afterwards.verify(token)).toBeUndefined()
})

test('no output holds a secret, and the file stays readable by its owner alone', async () => {
  const { keys } = JSON.parse(await readFile(signingKeysFile, 'utf8')) as { keys: { secret: string }[] }
  const { out, err } = await ran.operator('keys', 'list')
  for (const { secret } of keys) expect(out + err).not.toContain(secret)
  expect((await stat(signingKeysFile)).mode & 0o777).toBe(0o600)
})
