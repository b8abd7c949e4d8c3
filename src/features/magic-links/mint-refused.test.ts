import { beforeAll, describe, expect, it } from 'vitest'
import { REDIRECT_TRICKS } from '../../../tests/support/redirect-tricks.ts'
import { createTestApp, createWorld, type TestApp, type World } from '../../../tests/support/world.ts'
import { createPlan } from '../plans/create-plan.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp, { organization: { returnUrlHosts: ['app.partner.example'] } })
})

const mint = (body: unknown) => world.api.post('/admin/magic_link', body)
interface Envelope {
  code: string
  message: string
  requestId: string
  docs: string
  errors?: { code: string; field: string; message: string }[]
}
const envelope = async (response: Response) => (await response.json()) as Envelope

describe('POST /admin/magic_link refuses', () => {
  it('portal must be enabled: 422 says so and how to enable it', async () => {
    const plan = await createPlan(world.ctx, { slug: `off-${world.plan.slug}`, name: 'Intern' })
    const customer = await world.addCustomer({ planSlug: plan.slug })
    const response = await mint({ customerId: customer.id })
    expect(response.status).toBe(422)
    const problem = await envelope(response)
    expect(problem.code).toBe('UNPROCESSABLE_ENTITY')
    expect(problem.message).toContain('portal of this customer’s plan is not enabled')
    expect(problem.message).toContain('stromtor portals enable')
    expect(problem.errors).toEqual([{ code: 'custom', field: 'customerId', message: problem.message }])
  })

  it('another organisation’s customer answers exactly like a missing one', async () => {
    const other = await createWorld(testApp)
    const foreign = await envelope(await mint({ customerId: other.customer.id }))
    const missing = await envelope(await mint({ customerId: 'cus_00000000000000000000000000' }))
    expect(foreign).toEqual({ ...missing, requestId: foreign.requestId })
    expect(missing).toEqual({
      code: 'NOT_FOUND',
      message: 'Customer not found.',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      docs: 'http://localhost:4000/docs/errors/not-found',
    })
  })

  it('open redirect through next: every trick is refused at mint', async () => {
    for (const next of REDIRECT_TRICKS) {
      const response = await mint({ customerId: world.customer.id, next })
      expect([response.status, next]).toEqual([400, next])
      expect((await envelope(response)).errors?.map((error) => error.field)).toEqual(['next'])
    }
  })

  it('returnUrl: its host must be on the organisation’s list', async () => {
    expect(
      (await mint({ customerId: world.customer.id, returnUrl: 'https://app.partner.example/home' })).status,
    ).toBe(200)
    const foreign = await mint({
      customerId: world.customer.id,
      returnUrl: 'https://app.partner.example.evil.example/',
    })
    expect(foreign.status).toBe(422)
    expect((await envelope(foreign)).message).toContain('app.partner.example.evil.example')
    for (const returnUrl of [
      'javascript:alert(1)',
      'http://app.partner.example/',
      'https://u:p@app.partner.example/',
      '//app.partner.example',
      'x',
    ]) {
      expect([returnUrl, (await mint({ customerId: world.customer.id, returnUrl })).status]).toEqual([
        returnUrl,
        400,
      ])
    }
  })

  it('names all bad fields at once', async () => {
    const response = await mint({
      customerId: 7,
      locale: 'fr',
      delivery: 'pigeon',
      flow: 'x',
      next: '//evil.example',
      returnUrl: 'x',
    })
    expect(response.status).toBe(400)
    const { errors, code, docs } = await envelope(response)
    expect(code).toBe('BAD_REQUEST')
    expect(docs).toBe('http://localhost:4000/docs/errors/bad-request')
    expect(errors?.map((error) => error.field).toSorted()).toEqual([
      'customerId',
      'delivery',
      'flow',
      'locale',
      'next',
      'returnUrl',
    ])
  })

  it('names a missing id beside the other faults', async () => {
    const { errors } = await envelope(await mint({ locale: 'fr' }))
    expect(errors?.map((error) => error.field).toSorted()).toEqual(['customerId', 'locale'])
  })

  it.each([
    ['no body', undefined],
    ['broken JSON', '{"customerId":'],
    ['a list', '[]'],
    ['a string', '"cus_1"'],
    ['null', 'null'],
    ['NUL in the id', JSON.stringify({ customerId: 'cus_\u0000' })],
    ['no id', '{}'],
  ])('answers %s with 400 or 404 and never a 500', async (_name, body) => {
    const response = await world.api.call('/admin/magic_link', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
    })
    expect([400, 404]).toContain(response.status)
    expect((await envelope(response)).requestId).toBe(response.headers.get('x-request-id'))
  })

  it('refuses a body over 100 KB with 400', async () => {
    const response = await mint({ customerId: world.customer.id, filler: 'x'.repeat(101 * 1024) })
    expect(response.status).toBe(400)
    expect((await envelope(response)).message).toBe('The body is larger than 100 KB.')
  })

  it('needs write:*', async () => {
    const reader = await createWorld(testApp, { client: { scope: 'read:*' } })
    const response = await reader.api.post('/admin/magic_link', { customerId: reader.customer.id })
    expect(response.status).toBe(403)
    expect((await envelope(response)).code).toBe('FORBIDDEN')
  })

  it('needs a token', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Bearer a.b.c', world.api.basic]) {
      const response = await world.api.send('/admin/magic_link', {
        method: 'POST',
        headers: { authorization },
      })
      expect([authorization, response.status]).toEqual([authorization, 401])
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="api"/)
      expect((await envelope(response)).code).toBe('UNAUTHORIZED')
    }
  })

  it('says 405 with Allow to another method', async () => {
    const response = await world.api.get('/admin/magic_link')
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
  })
})
