import { Temporal } from 'temporal-polyfill'
import type { createBrowser } from '../../tests/support/cookie-browser.ts'
import { createDemoPortal, seen } from '../../tests/support/demo-portal.ts'

export type Browser = ReturnType<typeof createBrowser>

export const open = async (browser: Browser, path = '/meter-readings') => seen(await browser.get(path))

/** Reports a reading as the page's form would, also where there is none: its token stands in the account menu too. */
export async function send(
  browser: Browser,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const { html } = await open(browser)
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
  return seen(await browser.post('/meter-readings', { csrf, ...form }, headers))
}

/**
 * The demo world on Wednesday, 11 February 2026, 15:07 in Berlin. Bernd's meter was read on 1 September and estimated on
 * 1 January.
 */
export async function createReadingsPortal() {
  const demo = await createDemoPortal(Temporal.Instant.from('2026-02-11T14:07:00Z'))
  return {
    ...demo,
    /** Every reading of Sonnwerk's customers, the newest first. */
    async stored(): Promise<[day: string, wh: number, type: string][]> {
      const rows = await demo.db
        .selectFrom('meter_readings')
        .select(['read_on', 'value_wh', 'type'])
        .where('organization_id', '=', demo.organizationId)
        .orderBy('read_on', 'desc')
        .execute()
      return rows.map((row) => [row.read_on, row.value_wh, row.type])
    },
    /** Signs Bernd in, who has reported nothing yet. */
    async bernd() {
      await demo.db.deleteFrom('reading_photos').execute()
      await demo.db.deleteFrom('meter_readings').where('type', '=', 'customer_report').execute()
      const [contract] = await demo.contractsOf('bernd')
      if (!contract) throw new Error('Bernd has no contract.')
      return { browser: (await demo.signIn('bernd')).browser, subscription: contract.id }
    },
  }
}

export type ReadingsPortal = Awaited<ReturnType<typeof createReadingsPortal>>
