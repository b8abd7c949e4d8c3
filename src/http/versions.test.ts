import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { ApiEnv } from './api-env.ts'
import { problem, toFailure } from './problem.ts'
import { apiVersion } from './versions.ts'

const app = new Hono<ApiEnv>()
  .use(apiVersion())
  .get('/', (c) => c.text(c.get('apiVersion')))
  .onError((error, c) =>
    problem(c, toFailure(error), {
      requestId: '7a5c1c52-0d5e-4a7e-9d0f-3f0c6f4d2b11',
      publicUrl: 'https://api.example.com',
    }),
  )

test('without the header the first version is served and named', async () => {
  const answer = await app.request('/')
  expect(await answer.text()).toBe('2026-05-27.curie')
  expect(answer.headers.get('X-API-Version')).toBe('2026-05-27.curie')
})

test('a known version is served and echoed, on a missing page too', async () => {
  const headers = { 'X-API-Version': '2026-05-27.curie' }
  const answer = await app.request('/', { headers })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('X-API-Version')).toBe('2026-05-27.curie')
  const missing = await app.request('/nowhere', { headers })
  expect(missing.status).toBe(404)
  expect(missing.headers.get('X-API-Version')).toBe('2026-05-27.curie')
})

test.each(['2026-05-28.curie', 'latest', '', '2026-05-27.curie, 2026-05-27.curie'])(
  'an unknown version %j is 400 and lists the known ones',
  async (version) => {
    const answer = await app.request('/', { headers: { 'X-API-Version': version } })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('X-API-Version')).toBe('2026-05-27.curie')
    expect(await answer.json()).toEqual({
      code: 'BAD_REQUEST',
      message: 'Unknown API version. Known: 2026-05-27.curie.',
      requestId: '7a5c1c52-0d5e-4a7e-9d0f-3f0c6f4d2b11',
      docs: 'https://api.example.com/docs/errors/bad-request',
      errors: [
        {
          code: 'invalid_value',
          field: 'X-API-Version',
          message: 'Unknown API version. Known: 2026-05-27.curie.',
        },
      ],
    })
  },
)
