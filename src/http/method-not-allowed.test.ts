import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { apiHost, REQUEST_ID } from '../../tests/support/api-host.ts'
import type { ApiEnv } from './api-env.ts'

const inner = new Hono<ApiEnv>()
  .get('/customers/:id', (c) => c.text(c.req.param('id')))
  .patch('/customers/:id', (c) => c.text('changed'))
  .post('/admin/magic_link', (c) => c.text('minted'))
const app = apiHost({ organizationId: 'org_x' }, (host) => host.route('/', inner))

test.each([
  ['DELETE', '/customers/cus_1', 'GET, HEAD, PATCH'],
  ['OPTIONS', '/customers/cus_1', 'GET, HEAD, PATCH'],
  ['GET', '/admin/magic_link', 'POST'],
])('%s %s is 405 with Allow: %s', async (method, path, allow) => {
  const answer = await app.request(path, { method })
  expect(answer.status).toBe(405)
  expect(answer.headers.get('Allow')).toBe(allow)
  expect(await answer.json()).toEqual({
    code: 'METHOD_NOT_ALLOWED',
    message: `${method} is not allowed here. Allowed: ${allow}.`,
    requestId: REQUEST_ID,
    docs: 'https://api.example.com/docs/errors/method-not-allowed',
  })
})

test('HEAD is refused where GET is', async () => {
  const answer = await app.request('/admin/magic_link', { method: 'HEAD' })
  expect(answer.status).toBe(405)
  expect(answer.headers.get('Allow')).toBe('POST')
})

test('the methods of the path still answer', async () => {
  expect(await (await app.request('/customers/cus_1')).text()).toBe('cus_1')
  expect((await app.request('/customers/cus_1', { method: 'HEAD' })).status).toBe(200)
  expect(await (await app.request('/customers/cus_1', { method: 'PATCH' })).text()).toBe('changed')
})

test('an unknown path stays 404, whatever the method', async () => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    const answer = await app.request('/customers/cus_1/nothing', { method })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Allow')).toBeNull()
  }
})
