import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOperator, words } from '../../tests/support/operator.ts'
import { recordMeterReading } from '../features/meter-readings/record-meter-reading.ts'
import { createRetailer } from '../features/subscriptions/test-contracts.ts'

let ran: Awaited<ReturnType<typeof createOperator>>
let organization: string
let folder: string
const ids: string[] = []
/** The first bytes of a JPEG, and what a camera may have written after them. */
const PHOTO = Buffer.from('ffd8ffe000104a46494600010101', 'hex')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stromtor-readings-'))
  ran = await createOperator()
  const retailer = await createRetailer()
  organization = retailer.organizationId
  const { id: subscriptionId } = await retailer.subscribe({
    meter: { type: 'analog', number: '48213377' },
    estimatedUsageWh: 3_650_000,
  })
  const report = (
    readOn: '2025-09-01' | '2026-08-31' | '2026-09-01',
    kwh: number,
    message?: string,
    photo?: Buffer,
  ) =>
    recordMeterReading(retailer.at('2026-09-02'), {
      subscriptionId,
      readOn,
      valueWh: kwh * 1000,
      type: 'customer_report',
      ...(message !== undefined && { message }),
      ...(photo && { photo }),
    })
  await report('2025-09-01', 10_000)
  ids.push((await report('2026-08-31', 40_000, 'Neue\nWärmepumpe')).id)
  ids.push((await report('2026-09-01', 200, 'Zähler getauscht', PHOTO)).id)
})

afterAll(() => rm(folder, { recursive: true }))

test('unusual readings are listed with what it takes to judge them', async () => {
  const { out, exitCode } = await ran.operator(...words(`readings list --organization ${organization}`))
  expect(exitCode).toBe(0)
  expect(out).toMatch(
    new RegExp(`${ids[0]} .*48213377 +2026-08-31 +40000 +10000 on 2025-09-01 +no .*Neue Wärmepumpe\n`),
  )
  expect(out).toMatch(new RegExp(`${ids[1]} .* 2026-09-01 +200 +10000 on 2025-09-01 +yes`))
})

test('the photo that came with one is written to a file; without one, or for another organisation, there is none', async () => {
  const file = join(folder, 'reading.jpeg')
  const written = await ran.operator(
    'readings',
    'photo',
    String(ids[1]),
    '--organization',
    organization,
    '--out',
    file,
  )
  expect(written).toMatchObject({ exitCode: 0 })
  expect(written.out).toMatch(/Kind +image\/jpeg\n/)
  expect(await readFile(file)).toEqual(PHOTO)
  expect(
    await ran.json('readings', 'photo', String(ids[1]), '--organization', organization, '--out', file),
  ).toEqual({ id: ids[1], file, type: 'image/jpeg', bytes: 14 })

  const other = await createRetailer()
  for (const [id, owner] of [
    [String(ids[0]), organization],
    [String(ids[1]), other.organizationId],
  ] as const) {
    const none = await ran.operator(
      'readings',
      'photo',
      id,
      '--organization',
      owner,
      '--out',
      join(folder, 'no'),
    )
    expect(none).toMatchObject({ exitCode: 3, err: 'Not done: Photo of the meter reading not found.\n' })
  }
  expect(await readdir(folder)).toEqual(['reading.jpeg'])
  const nowhere = join(folder, 'missing', 'a.jpeg')
  const refused = await ran.operator(
    'readings',
    'photo',
    String(ids[1]),
    '--organization',
    organization,
    '--out',
    nowhere,
  )
  expect(refused.exitCode).toBe(2)
  expect(refused.err).toContain(`--out: ${nowhere} cannot be written`)
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

test.each(['accept', 'photo'])('what is missing or wrong for %s is named all at once', async (verb) => {
  const { exitCode, err } = await ran.operator('readings', verb, 'x')
  expect(exitCode).not.toBe(0)
  expect(err).toContain('--organization: is required')
  expect(err).toContain('<id>: is no id of a meter reading')
})
