import { beforeAll, expect, test } from 'vitest'
import { createOperator, words } from '../../tests/support/operator.ts'
import { recordMeterReading } from '../features/meter-readings/record-meter-reading.ts'
import { createRetailer } from '../features/subscriptions/test-contracts.ts'

let ran: Awaited<ReturnType<typeof createOperator>>
let organization: string
const ids: string[] = []

beforeAll(async () => {
  ran = await createOperator()
  const retailer = await createRetailer()
  organization = retailer.organizationId
  const { id: subscriptionId } = await retailer.subscribe({
    meter: { type: 'analog', number: '48213377' },
    estimatedUsageWh: 3_650_000,
  })
  const report = (readOn: '2025-09-01' | '2026-08-31' | '2026-09-01', kwh: number, message?: string) =>
    recordMeterReading(retailer.at('2026-09-02'), {
      subscriptionId,
      readOn,
      valueWh: kwh * 1000,
      type: 'customer_report',
      ...(message !== undefined && { message }),
    })
  await report('2025-09-01', 10_000)
  ids.push((await report('2026-08-31', 40_000, 'Neue\nWärmepumpe')).id)
  ids.push((await report('2026-09-01', 200, 'Zähler getauscht')).id)
})

test('unusual readings are listed with what it takes to judge them', async () => {
  const { out, exitCode } = await ran.operator(...words(`readings list --organization ${organization}`))
  expect(exitCode).toBe(0)
  expect(out).toMatch(
    new RegExp(`${ids[0]} .*48213377 +2026-08-31 +40000 +10000 on 2025-09-01 +no .*Neue Wärmepumpe\n`),
  )
  expect(out).toMatch(new RegExp(`${ids[1]} .* 2026-09-01 +200 +10000 on 2025-09-01`))
})

test('one is let count, one taken away, each once', async () => {
  const accept = words(`readings accept ${ids[0]} --organization ${organization}`)
  expect(await ran.operator(...accept)).toMatchObject({ exitCode: 0 })
  expect((await ran.operator(...accept)).err).toContain('Meter reading to review not found.')
  const impossible = await ran.operator(...words(`readings accept ${ids[1]} --organization ${organization}`))
  expect(impossible.err).toContain('The meter showed 40000 kWh on 2026-08-31; it only runs forward.')
  await ran.json(...words(`readings discard ${ids[1]} --organization ${organization}`))
  expect(await ran.json(...words(`readings list --organization ${organization}`))).toEqual([])
})

test('what is missing or wrong is named all at once', async () => {
  const { exitCode, err } = await ran.operator('readings', 'accept', 'x')
  expect(exitCode).not.toBe(0)
  expect(err).toContain('--organization: is required')
  expect(err).toContain('<id>: is no id of a meter reading')
})
