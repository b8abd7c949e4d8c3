import { beforeAll, describe, expect, test } from 'vitest'
import { setClientRate } from '../features/oauth/client-rate.ts'
import { createTestApp, createWorld, type TestApp, type World } from '../../tests/support/world.ts'

let testApp: TestApp
let elsewhere: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  // Another process on the same database.
  elsewhere = await createTestApp()
  world = await createWorld(testApp)
  await setClientRate(world.ctx, world.client.clientId, 20)
})

const ask = async (app: TestApp) =>
  app.app.fetch(
    new Request(`${app.config.publicUrl}/customers`, {
      headers: {
        host: new URL(app.config.publicUrl).host,
        authorization: `Bearer ${await world.api.accessToken()}`,
      },
    }),
  )

describe('the requests of a client', () => {
  test('every answer says what is left; above the limit 429 says when to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(testApp)))
    const passed = answers.filter(({ status }) => status === 200)
    const refused = answers.filter(({ status }) => status === 429)
    expect(passed.length + refused.length).toBe(60)
    // Sixty may fall into two seconds, not into three.
    expect(passed.length).toBeGreaterThanOrEqual(20)
    expect(passed.length).toBeLessThanOrEqual(40)
    for (const { headers } of passed) {
      expect(headers.get('ratelimit-limit')).toBe('20')
      expect(Number(headers.get('ratelimit-remaining'))).toBeLessThan(20)
    }
    expect(refused[0]?.headers.get('retry-after')).toBe('1')
    expect(await refused[0]?.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })

  test('are counted over all processes', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1100))
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, index) => ask(index % 2 === 0 ? testApp : elsewhere)),
    )
    const passed = answers.filter(({ status }) => status === 200).length
    expect(passed).toBeGreaterThanOrEqual(18)
    expect(passed).toBeLessThanOrEqual(40)
  })

  test('another client has its own', async () => {
    const other = await createWorld(testApp)
    const answers = await Promise.all(Array.from({ length: 30 }, () => other.api.get('/customers')))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })
})
