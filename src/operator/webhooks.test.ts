import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createOperator, idOf } from '../../tests/support/operator.ts'
import { ensureSigningKeys } from '../features/oauth/signing-keys.ts'
import { answering, isSignedWith, startReceiver } from '../features/webhooks/test-receiver.ts'
import { tidyUp } from '../features/webhooks/test-webhooks.ts'

let directory: string
let signingKeysFile: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stromtor-webhooks-'))
  signingKeysFile = join(directory, 'keys.json')
  await ensureSigningKeys(signingKeysFile)
})
afterAll(() => rm(directory, { recursive: true }))
afterEach(tidyUp)

async function createRan({ isDemo = false } = {}) {
  const config = () => ({
    isHttps: true,
    portalDomain: 'portal.example.com',
    checkoutDomain: 'checkout.example.com',
    signingKeysFile,
    isDemo,
  })
  const ran = await createOperator({ config })
  const organization = idOf(await ran.json('organizations', 'create', '--name', `Partner ${Math.random()}`))
  const create = (...more: string[]) =>
    ran.json('webhooks', 'create', '--organization', organization, ...more)
  return { ...ran, organization, create }
}

it('an endpoint is made, listed, changed, given a new secret and deleted', async () => {
  const { operator, json, organization, create } = await createRan()
  const url = 'https://hooks.example.com/stromtor'
  const made = await operator('webhooks', 'create', '--organization', organization, '--url', url)
  expect(made.exitCode).toBe(0)
  expect(made.out).toMatch(/^Secret +whsec_[\w-]{43}$/m)
  expect(made.err).toContain('The secret is shown this once.')
  const second = await create(
    '--url',
    url,
    '--topic',
    'invoice.paid',
    'portal.link_used',
    '--header',
    'X-Old-Name',
  )
  expect(second).toMatchObject({
    topics: ['invoice.paid', 'portal.link_used'],
    signature_header: 'X-Old-Name',
  })
  const id = idOf(second)
  const changed = await json('webhooks', 'update', id, '--topic', '*', '--disable')
  expect(changed).toMatchObject({ topics: ['*'], disabled_at: expect.any(String), url })
  expect(changed).not.toHaveProperty('secret')
  expect(await json('webhooks', 'update', id, '--enable')).toMatchObject({ disabled_at: null })
  const rotated = await json('webhooks', 'rotate-secret', id)
  expect(rotated).toMatchObject({ previous_secret_until: expect.any(String) })
  const listed = await operator('webhooks', 'list', '--organization', organization)
  expect(listed.out.match(/we_\w{26} /g)).toHaveLength(2)
  expect(listed.out).not.toContain('whsec_')
  expect(await json('webhooks', 'delete', id)).toEqual({ id, deleted: true })
  expect((await operator('webhooks', 'delete', id)).exitCode).toBe(3)
})

it('a test event goes out, is listed with its answer, and again on demand', async () => {
  const { json, operator, create } = await createRan({ isDemo: true })
  const { url, received, answerWith } = await startReceiver(answering(503))
  const endpoint = (await create('--url', url)) as { id: string; secret: string }
  const delivery = idOf(await json('webhooks', 'test', endpoint.id))
  expect(await json('jobs', 'run', 'webhooks.deliver')).toEqual([
    { job: 'webhooks.deliver', organizationId: null, figures: { endpoints: 1 } },
  ])
  const { out } = await operator('webhooks', 'deliveries', endpoint.id)
  expect(out).toMatch(new RegExp(`^${delivery} .+ test\\.event +pending +1 .+ It answers 503\\.$`, 'm'))
  answerWith(answering(200))
  await json('webhooks', 'replay', delivery)
  await json('jobs', 'run', 'webhooks.deliver')
  expect(await json('webhooks', 'deliveries', endpoint.id)).toMatchObject([
    { id: delivery, status: 'delivered' },
  ])
  expect(received).toHaveLength(2)
  const { headers, body } = received[1]!
  expect(isSignedWith(endpoint.secret, headers['x-stromtor-signature'], body)).toBe(true)
})

it('what is wrong is named by its option', async () => {
  const { operator, organization } = await createRan()
  const wrong = ['--url', 'http://10.0.0.1/', '--topic', 'tea', '--header', 'Host']
  const refused = await operator('webhooks', 'create', ...wrong)
  expect([refused.exitCode, refused.out]).toEqual([2, ''])
  expect(refused.err.replace(/(must be one of: \*, subscription\.created, ).*/, '$1…')).toBe(`Not done:
  --organization: is required
  --url: Only https:// is called.
  --topic: must be one of: *, subscription.created, …
  --header: This header has a meaning of its own in HTTP.
`)
  expect(await operator('webhooks', 'create', '--organization', organization)).toMatchObject({
    exitCode: 2,
    err: 'Not done: --url: is required\n',
  })
  for (const command of ['test', 'deliveries', 'rotate-secret', 'delete', 'replay'])
    expect(await operator('webhooks', command, 'we_nobody')).toMatchObject({ exitCode: 3 })
  expect((await operator('webhooks', 'update', 'we_nobody', '--enable', '--disable')).exitCode).toBe(2)
  expect((await operator('webhooks', 'deliveries', 'we_nobody', '--limit', '0')).exitCode).toBe(2)
})

it('without the keys of the server nothing is made', async () => {
  const { operator } = await createOperator()
  expect(
    await operator('webhooks', 'create', '--organization', 'x', '--url', 'https://a.example/'),
  ).toMatchObject({
    exitCode: 3,
    err: 'Not done: /nowhere/keys.json, which the server makes at its first start, was not found.\n',
  })
})
