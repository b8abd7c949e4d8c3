import { beforeAll, describe, expect, it } from 'vitest'
import { pathOf } from '../../tests/support/cookie-browser.ts'
import { createTestApp, createWorld, type World } from '../../tests/support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld(await createTestApp())
})

describe('delivery: message', () => {
  it('mail scanners and previews spend nothing: a GET asks, only the button’s POST consumes', async () => {
    const customer = await world.addCustomer({ firstName: 'Mathilda' })
    const link = await world.api.mint({ customerId: customer.id, delivery: 'message', next: '/start' })
    for (let scan = 0; scan < 3; scan += 1) {
      const shown = await world.browser().get(pathOf(link))
      expect([shown.status, shown.headers.get('set-cookie')]).toEqual([200, null])
      const html = await shown.text()
      expect(html).toContain('M…')
      expect(html).not.toContain('Mathilda')
      expect(html).toContain('method="post"')
    }
    const browser = world.browser()
    const form = { token_hash: link.searchParams.get('token_hash') ?? '', type: 'magiclink', next: '/start' }
    const pressed = await browser.post('/auth/confirm', form)
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/start'])
    expect((await world.browser().post('/auth/confirm', form)).status).toBe(410)
    expect((await world.browser().get(pathOf(link))).status).toBe(410)
  })

  it('refuses a POST from another site, and the link stays good', async () => {
    const link = await world.mint({ delivery: 'message' })
    const form = { token_hash: link.searchParams.get('token_hash') ?? '', type: 'magiclink', next: '/start' }
    const forged = await world
      .browser()
      .post('/auth/confirm', form, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
    expect(forged.status).toBe(403)
    expect((await world.browser().post('/auth/confirm', form)).status).toBe(303)
  })

  it('a scanner’s GET in the same moment does not take the button press away', async () => {
    const link = await world.mint({ delivery: 'message' })
    const form = { token_hash: link.searchParams.get('token_hash') ?? '', type: 'magiclink', next: '/start' }
    const [, pressed] = await Promise.all([
      world.browser().get(pathOf(link)),
      world.browser().post('/auth/confirm', form),
    ])
    expect(pressed.status).toBe(303)
  })
})
