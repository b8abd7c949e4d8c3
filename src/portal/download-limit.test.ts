import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(Temporal.Instant.from('2026-11-23T09:00:00Z'))
}, 60_000)

const signedIn = async (name: string) => (await demo.signIn(name)).browser
type Browser = Awaited<ReturnType<typeof signedIn>>

/** Each kind of file, small: a day of quarter-hours, an invoice, everything. */
async function filesOf(name: string) {
  const contract = (await demo.contractsOf(name))[0]!
  const customerId = await demo.customerId(name)
  const { id: invoice } = await demo.db
    .selectFrom('invoices')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('type', '=', 'usage')
    .orderBy('issued_at')
    .limit(1)
    .executeTakeFirstOrThrow()
  const days = `subscription=${contract.id}&from=2026-10-25&to=2026-10-25`
  return {
    csv: (browser: Browser) => browser.get(`/usage/quarter-hours.csv?${days}`),
    greenButton: (browser: Browser) => browser.get(`/usage/green-button.xml?${days}`),
    pdf: (browser: Browser) => browser.get(`/invoices/${invoice}/file`),
    async data(browser: Browser) {
      const { html } = await seen(await browser.get('/account'))
      const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
      return browser.post('/account/data', { csrf })
    },
  }
}

async function read(answer: Response): Promise<number> {
  await answer.arrayBuffer()
  return answer.status
}

describe('files to download', () => {
  it('are sixty in ten minutes for a customer, of all kinds and browsers together', async () => {
    const files = await filesOf('anna')
    const first = await signedIn('anna')
    const second = await signedIn('anna')
    for (const file of Object.values(files)) expect(await read(await file(second))).toBe(200)
    for (let count = 4; count < 60; count += 1) expect(await read(await files.csv(second))).toBe(200)

    for (const file of Object.values(files)) {
      const answer = await file(second)
      expect(answer.status).toBe(429)
      const wait = Number(answer.headers.get('retry-after'))
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(600)
      expect(answer.headers.get('ratelimit-limit')).toBe('60')
      expect(answer.headers.get('content-disposition')).toBeNull()
      const { html, text } = await seen(answer)
      expect(html).toContain('Sonnwerk')
      expect(text).toContain('Das waren sehr viele Anfragen auf einmal.')
      expect(text).toMatch(/Bitte warten Sie (eine Minute|\d+ Minuten) und versuchen Sie es dann wieder\./)
    }
    expect(await read(await files.csv(first)), 'another browser of the same customer').toBe(429)
    expect(await read(await second.get('/overview')), 'a page is no file').toBe(200)
    const bernd = await filesOf('bernd')
    expect(await read(await bernd.pdf(await signedIn('bernd'))), 'another customer').toBe(200)
  })
})
