import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeProtectedHeader } from 'jose'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createOperator } from '../../tests/support/operator.ts'
import { createAccessTokens } from '../features/oauth/access-token.ts'
import { createSigningKeys, ensureSigningKeys } from '../features/oauth/signing-keys.ts'

let directory: string
let signingKeysFile: string
let ahead = Temporal.Duration.from({ seconds: 0 })
let ran: Awaited<ReturnType<typeof createOperator>>

const listedKey = z.object({ kid: z.string(), createdAt: z.string(), use: z.string() })
/** As a server that starts now reads the file. */
const newTokens = () => createAccessTokens(createSigningKeys(signingKeysFile), 'https://api.example.com')

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stromtor-keys-'))
  signingKeysFile = join(directory, 'signing-keys.json')
  await ensureSigningKeys(signingKeysFile)
  ran = await createOperator({
    database: () => Promise.reject(new Error('keys need no database')),
    config: () => ({
      isHttps: true,
      portalDomain: 'portal.example.com',
      checkoutDomain: 'checkout.example.com',
      signingKeysFile,
    }),
    now: () => Temporal.Now.instant().add(ahead),
  })
})
afterAll(() => rm(directory, { recursive: true }))

test('rotation keeps the key whose tokens are still out, and waits for an hour before it drops one', async () => {
  const grant = { organizationId: 'org_x', clientId: 'c', scope: 'read:*', familyId: 'fam_x' } as const
  const token = await newTokens().sign(grant)
  const [first] = z.array(listedKey).parse(await ran.json('keys', 'list'))
  expect(first).toMatchObject({ kid: expect.stringMatching(/^[0-9a-f]{12}$/), use: 'signs' })

  const { kid } = listedKey.pick({ kid: true }).parse(await ran.json('keys', 'rotate'))
  expect(await ran.json('keys', 'list')).toEqual([
    { kid, createdAt: expect.any(String), use: 'signs' },
    { ...first, use: 'verifies' },
  ])
  expect(await newTokens().verify(token)).toMatchObject(grant)
  expect(decodeProtectedHeader(await newTokens().sign(grant)).kid).toBe(kid)

  const early = await ran.operator('keys', 'rotate')
  expect(early).toMatchObject({ exitCode: 4, out: '' })
  expect(early.err).toMatch(
    /^Not done: --force: tokens of the key before this one are still out: wait (59|60) minutes/,
  )
  expect(await newTokens().verify(token)).toMatchObject(grant)

  ahead = Temporal.Duration.from({ hours: 1 })
  const third = listedKey.pick({ kid: true }).parse(await ran.json('keys', 'rotate'))
  expect(third.kid).not.toBe(kid)
  expect(await newTokens().verify(token)).toBeUndefined()

  ahead = Temporal.Duration.from({ seconds: 0 })
  expect((await ran.operator('keys', 'rotate', '--force')).exitCode).toBe(0)
})

test('no output holds a secret, and the file stays readable by its owner alone', async () => {
  const { keys } = JSON.parse(await readFile(signingKeysFile, 'utf8')) as { keys: { secret: string }[] }
  const { out, err } = await ran.operator('keys', 'list')
  for (const { secret } of keys) expect(out + err).not.toContain(secret)
  expect((await stat(signingKeysFile)).mode & 0o777).toBe(0o600)
})
