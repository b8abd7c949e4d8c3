import { beforeAll, expect, test } from 'vitest'
import { createOperator, words } from '../../tests/support/operator.ts'
import { createRetailer } from '../features/subscriptions/test-contracts.ts'
import { storeGridAreas } from '../features/tariffs/store-grid-areas.ts'

let ran: Awaited<ReturnType<typeof createOperator>>
let slug: string

beforeAll(async () => {
  ran = await createOperator()
  const { db, organizationId } = await createRetailer({
    tariff: 'fixed',
    workingPriceMicroEurPerKwh: 120_000,
    markupMicroEurPerKwh: 0,
    baseFeeCents: 595,
  })
  await storeGridAreas(db, [
    {
      zip: '12045',
      place: 'Berlin',
      validFrom: '2025-01-01',
      gridOperatorCode: '9904550000000',
      concessionClass: 'le_500000',
      source: 'test',
    },
  ])
  const plan = await db
    .selectFrom('plans')
    .select('slug')
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  slug = plan.slug
})

test('a plan is quoted with all its parts', async () => {
  const { out, err, exitCode } = await ran.operator(
    ...words(`quotes show --plan ${slug} --zip 12045 --usage 1200`),
  )
  expect([exitCode, err]).toEqual([0, ''])
  expect(out).toMatch(/Place +12045 Berlin/)
  // The levy of 2026: 27.25 ct net, 32.4275 ct gross for 100 kWh; the base price is 11.02 EUR.
  expect(out).toMatch(/Monthly total +43\.45 EUR with VAT/)
  expect(out).toMatch(/Working price +32\.43 EUR at 32\.4275 ct\/kWh/)
  expect(out).toMatch(/ {2}grid_energy +11\.90 EUR/)
})

test('what is missing or wrong is named all at once', async () => {
  const { exitCode, err } = await ran.operator(
    ...words('quotes show --zip 1204 --usage 20 --meter clockwork --module-3'),
  )
  expect(exitCode).toBe(2)
  expect(err).toContain('--plan: is required')
  expect(err).toContain('--zip: A postal code has five digits.')
  expect(err).toContain('--usage: must be at least 100 kWh')
  expect(err).toContain('--meter: must be one of: analog, smart')
  const unknown = await ran.operator(...words(`quotes show --plan ${slug} --zip 99999 --usage 1200`))
  expect(unknown).toMatchObject({ exitCode: 2, err: expect.stringContaining('No grid area serves') })
})
