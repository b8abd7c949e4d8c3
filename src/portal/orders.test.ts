import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { instantAt } from '../domain/local-time.ts'
import { recordGridFeeReduction } from '../features/grid-fee-reductions/record-grid-fee-reduction.ts'
import { recordMeterOrder } from '../features/meter-orders/record-meter-order.ts'

/** Wednesday, 11 February 2026, 15:07 in Berlin. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

const open = async (name: string, path = '/orders', fields: Record<string, unknown> = {}) => {
  const { browser } = await demo.signIn(name, fields)
  return seen(await browser.get(path))
}
const ctx = () => ({
  db: demo.db,
  organizationId: demo.organizationId,
  actor: { type: 'operator' as const },
  now: NOW,
})

describe('/orders', () => {
  it('tells Anna that all is done, with each step and its date', async () => {
    const { status, text } = await open('anna')
    expect(status).toBe(200)
    expect(text).toContain('Alles erledigt. Es läuft kein Auftrag.')
    expect(text).toMatch(
      /Sie haben bestellt 5\. Juli 2025 Auftrag ist beim Messstellenbetreiber 6\. Juli 2025 .* Zähler ist eingebaut 20\. August 2025, 09:50 Uhr Zähler sendet seine Werte 28\. August 2025/,
    )
    expect(text).toMatch(
      /Netzentgelt, Modul 1 gilt .* Beim Netzbetreiber beantragt 29\. August 2025 Gilt seit 1\. September 2025/,
    )
    expect(text).toContain('Netzentgelt nach Uhrzeit')
  })

  it('tells Bernd what is missing and what comes after it', async () => {
    const { text } = await open('bernd')
    expect(text).toContain('Ihr Smart Meter wartet auf Ihre Angaben zum Zählerschrank.')
    expect(text).toContain('Angehalten seit 5. Februar 2026 Es fehlen Ihre Angaben')
    expect(text).toMatch(
      /Ihre Angaben zum Zählerschrank inexogy fragt Sie nach Fotos und ein paar Angaben\. Prüfung/,
    )
    expect(text).not.toContain('Ablesen entfällt')
  })

  it('shows the contract on which something moves, and the other one when asked', async () => {
    const [house, roof] = await demo.contractsOf('frida')
    const first = await open('frida')
    expect(first.text).toContain('Ihr ermäßigtes Netzentgelt ist beantragt.')
    expect(first.html).toContain(`href="/orders?subscription=${house!.id}" aria-current="true"`)
    const other = await open('frida', `/orders?subscription=${roof!.id}`)
    expect(other.text).toContain('Für diesen Vertrag ist nichts bestellt. Sie haben schon')
    expect(other.text).toContain('Sobald Sie etwas bestellen')
  })

  it('says when somebody comes and what to prepare', async () => {
    const [, home] = await demo.contractsOf('dilek')
    await recordMeterOrder(ctx(), {
      subscriptionId: home!.id,
      provider: 'inexogy',
      createdAt: instantAt('2026-01-20', '10:00'),
      placedAt: instantAt('2026-01-21', '10:00'),
      appointmentAt: instantAt('2026-02-17', '09:30'),
    })
    const { html, text } = await open('dilek')
    expect(html).toContain(`href="/orders?subscription=${home!.id}" aria-current="true"`)
    expect(text).toContain('Der Termin für Ihren Smart Meter steht. Bitte halten Sie sich diese Zeit frei.')
    expect(text).toContain('17. Februar ab 09:30 Uhr Das hilft am Termin')
    expect(text).toMatch(/Termin für den Einbau 17\. Februar 2026, 09:30 Uhr Einbau/)
  })

  it('says why something was turned down or ended', async () => {
    const [shop] = await demo.contractsOf('dilek')
    const subscriptionId = shop!.id
    const createdAt = instantAt('2025-11-03', '10:00')
    await recordGridFeeReduction(ctx(), {
      subscriptionId,
      module: 1,
      createdAt,
      state: { status: 'rejected', reason: 'Keine <b>steuerbare</b> Einrichtung gemeldet.' },
    })
    await recordMeterOrder(ctx(), {
      subscriptionId,
      provider: 'inexogy',
      createdAt,
      cancelled: { at: instantAt('2025-11-05', '09:00'), reason: 'pre_existing' },
    })
    const { html, text } = await open('dilek', `/orders?subscription=${subscriptionId}`)
    expect(html).toContain('Keine &lt;b&gt;steuerbare&lt;/b&gt; Einrichtung gemeldet.')
    expect(text).toContain('Auftrag beendet 5. November 2025. Es gab schon einen Smart Meter.')
    expect(text).not.toContain('Prüfung Ihrer Angaben')
    expect(text).toContain('Weniger Netzentgelt')
  })

  it('offers nothing for an ended contract', async () => {
    const { text } = await open('gero')
    expect(text).toContain('Ihr Vertrag endete am 30. November 2025.')
    expect(text).not.toMatch(/Was Sie bestellen können|Sobald Sie etwas bestellen/)
  })

  it('speaks English', async () => {
    const { text } = await open('anna', '/orders', { locale: 'en' })
    expect(text).toContain('All done. Nothing is on order.')
    expect(text).toContain('In force since 1 September 2025')
  })

  it('knows no contract of anybody else, and nobody without a session', async () => {
    const [foreign] = await demo.contractsOf('anna')
    for (const id of [foreign!.id, 'sub_00000000000000000000000000', 'x', '\u0000']) {
      expect((await open('bernd', `/orders?subscription=${encodeURIComponent(id)}`)).status).toBe(404)
    }
    expect((await open('clara')).location).toBe('/start')
    const nobody = createBrowser(demo.app, 'http://sonnwerk.localhost:4000')
    expect((await nobody.get('/orders')).headers.get('location')).toBe('/login?next=%2Forders')
  })
})
