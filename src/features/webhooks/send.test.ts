import type { LookupAddress } from 'node:dns'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type AddressPolicy, PUBLIC_ONLY } from './address-policy.ts'
import { type CreateSend, createSend } from './send.ts'
import { selfSigned } from './test-certificate.ts'
import { startReceiver, stopReceivers } from './test-receiver.ts'

afterEach(stopReceivers)

const NOT_PUBLIC = 'Its name leads to an address that is not public.'

/** Any name and port by http, so that a receiver on loopback can stand for a public one; addresses as `admitted` says. */
const onlyTo = (...admitted: string[]): AddressPolicy => ({
  faultOf: () => undefined,
  admits: (address) => admitted.includes(address),
})

/** A name server that gives one answer after the other, the last one for ever. */
function answeringIn(...answers: string[][]) {
  let asked = 0
  const lookup = ((_name: string, _options: unknown, callback: (...given: unknown[]) => void) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    callback(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as NonNullable<CreateSend['lookup']>
  return { lookup, asked: () => asked }
}

const request = (url: string) => ({ url, headers: { 'x-test': 'yes' }, body: '{}' })
const named = (url: string) => url.replace('127.0.0.1', 'hooks.example.com')

describe('a name', () => {
  it('is resolved once, and the request goes to the very address that was checked', async () => {
    const { url, received } = await startReceiver()
    // A name server that says something harmless first and our own address afterwards would find its answer used only once.
    const names = answeringIn(['127.0.0.1'], ['127.0.0.2'])
    const send = createSend({ policy: onlyTo('127.0.0.1'), lookup: names.lookup })
    expect(await send(request(named(url)))).toEqual({ outcome: 'answered', status: 200, text: '' })
    expect(names.asked()).toBe(1)
    expect(received[0]?.headers).toMatchObject({ host: new URL(named(url)).host, 'x-test': 'yes' })
    expect(await send(request(named(url)))).toEqual({ outcome: 'failed', reason: NOT_PUBLIC })
    expect(received).toHaveLength(1)
  })

  it('that leads to a private address as well as a public one is not called at all', async () => {
    const { url, received } = await startReceiver()
    for (const addresses of [['127.0.0.1', '10.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], []]) {
      const { lookup } = answeringIn(addresses)
      const send = createSend({ policy: onlyTo('127.0.0.1'), lookup })
      expect(await send(request(named(url)))).toEqual({ outcome: 'failed', reason: NOT_PUBLIC })
    }
    expect(received).toEqual([])
  })

  it('that is not public by what the system resolves is refused in production', async () => {
    const { lookup } = answeringIn(['169.254.169.254'])
    const send = createSend({ policy: PUBLIC_ONLY, lookup })
    expect(await send(request('https://hooks.example.com/'))).toEqual({
      outcome: 'failed',
      reason: NOT_PUBLIC,
    })
  })

  it('that nobody knows is told as such', async () => {
    const lookup = ((_name: string, _options: unknown, callback: (error: unknown) => void) =>
      callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))) as NonNullable<
      CreateSend['lookup']
    >
    const send = createSend({ policy: PUBLIC_ONLY, lookup })
    expect(await send(request('https://hooks.example.com/'))).toEqual({
      outcome: 'failed',
      reason: 'It cannot be reached (ENOTFOUND).',
    })
  })
})

it('an address without a name is checked too: it is never resolved', async () => {
  const { url, received } = await startReceiver()
  const send = createSend({ policy: onlyTo() })
  expect(await send(request(url))).toEqual({ outcome: 'failed', reason: NOT_PUBLIC })
  expect(received).toEqual([])
})

it('what production does not call is not called, whenever it was written down', async () => {
  const { url, received } = await startReceiver()
  expect(await createSend({ policy: PUBLIC_ONLY })(request(url))).toEqual({
    outcome: 'failed',
    reason: NOT_PUBLIC,
  })
  expect(await createSend({ policy: PUBLIC_ONLY })(request(url.replace('127.0.0.1', 'localhost')))).toEqual({
    outcome: 'failed',
    reason: 'Only https:// is called.',
  })
  expect(received).toEqual([])
})

describe('by https', () => {
  const { key, cert } = selfSigned('hooks.example.com')
  const server = createServer(
    { key, cert },
    (_request, response) => void response.writeHead(202).end('taken'),
  )
  let port = 0
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => void server.close())
  const call = (host: string, ca?: string) =>
    createSend({
      policy: onlyTo('127.0.0.1'),
      lookup: answeringIn(['127.0.0.1']).lookup,
      ...(ca !== undefined && { ca }),
    })(request(`https://${host}:${port}/`))

  it('the certificate is that of the name, though the connection goes to the address that was checked', async () => {
    expect(await call('hooks.example.com', cert)).toEqual({ outcome: 'answered', status: 202, text: 'taken' })
    expect(await call('other.example.com', cert)).toEqual({
      outcome: 'failed',
      reason: 'It cannot be reached (ERR_TLS_CERT_ALTNAME_INVALID).',
    })
  })

  it('a certificate that nobody vouches for is not believed', async () => {
    expect(await call('hooks.example.com')).toEqual({
      outcome: 'failed',
      reason: 'It cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT).',
    })
  })
})

it('a server that speaks no TLS where TLS is due is a failed attempt', async () => {
  const { url } = await startReceiver()
  const send = createSend({ policy: onlyTo('127.0.0.1') })
  const sent = await send(request(url.replace('http:', 'https:')))
  expect(sent).toMatchObject({
    outcome: 'failed',
    reason: expect.stringMatching(/^It cannot be reached \(E/),
  })
})

it('an answer that changes the protocol, or none at all, is a failed attempt and keeps nobody waiting', async () => {
  const { url, answerWith } = await startReceiver(({ socket }) => {
    socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n')
  })
  const send = createSend({ policy: onlyTo('127.0.0.1') })
  expect(await send(request(url))).toEqual({
    outcome: 'failed',
    reason: 'It cannot be reached (no connection).',
  })
  answerWith((response) => void response.destroy())
  expect(await send(request(url))).toEqual({
    outcome: 'failed',
    reason: 'It cannot be reached (ECONNRESET).',
  })
})
