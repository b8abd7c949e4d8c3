import { beforeAll, expect, it } from 'vitest'
import { seen } from '../../tests/support/demo-portal.ts'
import { createTestApp, createWorld, type World } from '../../tests/support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld(await createTestApp())
})

it.each(['/login', '/no-such-page', '/cancel', '/withdraw'])(
  'the two buttons stand on %s under their names, never folded away',
  async (path) => {
    const { html } = await seen(await world.browser().get(path))
    const foot = html.slice(html.indexOf('<footer'))
    expect(foot).toContain('<a href="/cancel">Verträge hier kündigen</a>')
    expect(foot).toContain('<a href="/withdraw">Vertrag widerrufen</a>')
    expect(foot).not.toContain('<details')
    expect(foot).not.toContain('popover')
  },
)
