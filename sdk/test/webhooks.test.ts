import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { StromtorError, webhooks, WebhookVerificationError } from '../src/index.ts'

const SECRET = 'whsec_tT5cJ9a6xHqM3oKkq0yB1vVw8Zr2nLd4eFgUiYpXsQ0'
const NOW = 1_795_420_800
const event = {
  id: 'evt_01kah8m9zefv3s0r1c2d3e4f5g',
  topic: 'invoice.created',
  timestamp: '2026-11-23T08:00:00Z',
  context: { invoice: 'inv_1', subscription: 'sub_Grün' },
}
const BODY = JSON.stringify(event)

/** As the documentation says it is made, with nothing of ours. */
const sign = (body: string | Uint8Array, time = NOW, secret = SECRET) =>
  createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')
const headerOf = (body: string | Uint8Array = BODY, time = NOW, secret = SECRET) =>
  `t=${time},v1=${sign(body, time, secret)}`

const verify = (
  body: string | Uint8Array,
  header: Parameters<typeof webhooks.verify>[1],
  secret = SECRET,
  options: Parameters<typeof webhooks.verify>[3] = {},
) => webhooks.verify(body, header, secret, { now: () => NOW * 1000, ...options })

const faultOf = async (...given: Parameters<typeof verify>): Promise<string> => {
  try {
    await verify(...given)
    return 'believed'
  } catch (error) {
    expect(error).toBeInstanceOf(WebhookVerificationError)
    expect(error).toBeInstanceOf(StromtorError)
    expect((error as WebhookVerificationError).message).not.toContain(SECRET)
    return (error as WebhookVerificationError).fault
  }
}

describe('a webhook is believed', () => {
  test('with its body as text, as bytes and as a Buffer', async () => {
    expect(await verify(BODY, headerOf())).toEqual(event)
    expect(await verify(new TextEncoder().encode(BODY), headerOf())).toEqual(event)
    expect(await verify(Buffer.from(`xx${BODY}`).subarray(2), headerOf())).toEqual(event)
  })

  test('with one signature that fits of several, whatever else the header has', async () => {
    const old = sign(BODY, NOW, 'whsec_old')
    for (const header of [
      `t=${NOW},v1=${old},v1=${sign(BODY)}`,
      `t=${NOW},v1=${sign(BODY)},v1=${old}`,
      `v1=${sign(BODY)}, v2=later, t=${NOW}`,
      [`t=${NOW}`, `v1=${sign(BODY).toUpperCase()}`],
    ])
      expect(await faultOf(BODY, header)).toBe('believed')
    expect(await faultOf(BODY, `t=${NOW},v1=${old},v1=${sign(BODY)}`, 'whsec_old')).toBe('believed')
  })

  test('for five minutes either way, or as long as you say', async () => {
    for (const time of [NOW - 300, NOW + 300])
      expect(await faultOf(BODY, headerOf(BODY, time))).toBe('believed')
    for (const time of [NOW - 301, NOW + 301])
      expect(await faultOf(BODY, headerOf(BODY, time))).toBe('outside_tolerance')
    const old = headerOf(BODY, NOW - 86_400)
    expect(await faultOf(BODY, old, SECRET, { toleranceSeconds: 86_400 })).toBe('believed')
    expect(await faultOf(BODY, headerOf(BODY, NOW - 1), SECRET, { toleranceSeconds: 0 })).toBe(
      'outside_tolerance',
    )
    expect(await faultOf(BODY, headerOf(), SECRET, { toleranceSeconds: Number.NaN })).toBe(
      'outside_tolerance',
    )
  })

  test('by the clock of the machine', async () => {
    const now = Math.floor(Date.now() / 1000)
    expect(await webhooks.verify(BODY, headerOf(BODY, now), SECRET)).toEqual(event)
    await expect(webhooks.verify(BODY, headerOf(BODY, now - 400), SECRET)).rejects.toThrow(
      /signed 40\d s ago/,
    )
  })
})

describe('a webhook is not believed', () => {
  test.each([
    ['another body', `${BODY} `, headerOf()],
    ['another secret', BODY, headerOf(BODY, NOW, `${SECRET}x`)],
    ['another time', BODY, `t=${NOW - 1},v1=${sign(BODY)}`],
    [
      'a signature over the body alone',
      BODY,
      `t=${NOW},v1=${createHmac('sha256', SECRET).update(BODY).digest('hex')}`,
    ],
  ])('%s', async (_what, body, header) => {
    expect(await faultOf(body, header)).toBe('wrong_signature')
  })

  test.each([
    [undefined],
    [null],
    [''],
    ['nonsense'],
    [`t=${NOW}`],
    [`v1=${sign(BODY)}`],
    [`t=,v1=${sign(BODY)}`],
    [`t=-1,v1=${sign(BODY)}`],
    [`t=1e9,v1=${sign(BODY)}`],
    [`t=${NOW},t=${NOW},v1=${sign(BODY)}`],
    [`t=${NOW},v1=${sign(BODY).slice(1)}`],
    [`t=${NOW},v1=${'z'.repeat(64)}`],
    [`t=${NOW},v0=${sign(BODY)}`],
  ])('a header like %s', async (header) => {
    expect(await faultOf(BODY, header)).toBe('malformed_header')
  })

  test('without a secret, which is another kind of fault', async () => {
    for (const secret of ['', undefined]) {
      const checked = webhooks.verify(BODY, headerOf(BODY, NOW, ''), secret, { now: () => NOW * 1000 })
      const error = await checked.then(
        () => undefined,
        (reason: unknown) => reason,
      )
      expect(error).toBeInstanceOf(StromtorError)
      expect(error).not.toBeInstanceOf(WebhookVerificationError)
    }
  })

  test.each([[event], [undefined], [null], [[...new TextEncoder().encode(BODY)]]])(
    'after a parser had its body, which is told to whoever wrote that',
    async (parsed) => {
      const checked = verify(parsed as unknown as string, headerOf())
      await expect(checked).rejects.toThrow('let no JSON parser run before it')
      await expect(checked).rejects.not.toBeInstanceOf(WebhookVerificationError)
    },
  )

  test.each(['', 'null', '[]', '{"id":"evt_1"}', '{"id":1,"topic":"a","timestamp":"b","context":{}}'])(
    'a body like %s, though it is signed',
    async (body) => {
      expect(await faultOf(body, headerOf(body))).toBe('malformed_body')
    },
  )
})
