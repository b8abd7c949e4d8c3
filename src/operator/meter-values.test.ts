import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'
import { createRetailer } from '../features/subscriptions/test-contracts.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stromtor-meter-values-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function ready() {
  const retailer = await createRetailer()
  const { meterId } = await retailer.subscribe()
  const { operator, json } = await createOperator()
  const { organizationId } = retailer
  const example = join(folder, `${organizationId}.csv`)
  const imported = (...rest: string[]) =>
    operator('meter-values', 'import', example, '--organization', organizationId, ...rest)
  return { operator, json, organizationId, meterId, example, imported }
}

it('a year’s load profile is written and imported by one command each', async () => {
  const { operator, json, organizationId, meterId, example, imported } = await ready()
  const written = await operator('meter-values', 'example', '--meter', '1APA0195124010', '--out', example)
  expect(written).toMatchObject({ exitCode: 0, err: `Wrote a year of 3500 kWh to ${example}.\n` })

  const dry = await imported('--dry-run')
  expect(dry.exitCode).toBe(0)
  expect(dry.out).toMatch(/^Unit +kWh$/m)
  expect(dry.out).toMatch(/^Timestamps +beginning of the quarter-hour$/m)
  expect(dry.out).toMatch(/^Days +2025-01-01 to 2025-12-31, 3500\.000 kWh$/m)
  expect(dry.out).toMatch(/^Would write +365 days, 0 unchanged$/m)
  expect(dry.err).toContain('a dry run, nothing was written.')
  expect(await json('meter-values', 'list', '--organization', organizationId)).toEqual([])

  expect((await imported()).err).toContain('365 days and 0 readings written.')
  expect((await imported()).err).toContain('all of it is stored already, nothing changed.')
  expect(await json('meter-values', 'list', '--organization', organizationId)).toMatchObject([
    { format: 'load_profile_csv', daysWritten: 365, daysUnchanged: 0, readingsWritten: 0, problems: [] },
  ])
  const again = await json('meter-values', 'import', example, '--organization', organizationId)
  expect(again).toMatchObject({ daysUnchanged: 365, importId: null, meters: [{ meterId }] })
})

it('the example goes to standard output unless a file is named', async () => {
  const { operator } = await ready()
  const { out } = await operator(
    'meter-values',
    'example',
    '--year',
    '2024',
    '--usage',
    '2000',
    '--dialect',
    'iso',
  )
  const lines = out.trim().split('\n')
  expect(lines).toHaveLength(366 * 96 + 1)
  expect(lines[0]).toBe('Beginn,Verbrauch [kWh],Status')
  const wh = lines.slice(1).reduce((sum, line) => sum + Math.round(Number(line.split(',')[1]) * 1000), 0)
  expect(wh).toBe(2_000_000)
})

it('a bad row is told by file and line; nothing is written unless the others are asked for', async () => {
  const { operator, json, organizationId, example, imported } = await ready()
  await operator('meter-values', 'example', '--out', example)
  const text = await readFile(example, 'utf8')
  await writeFile(example, text.replace(/(03\.01\.2025;12:00);[^;]+/, '$1;-1,000'))
  const name = `${organizationId}.csv`
  const refused = await imported('--meter', '1APA0195124010')
  expect(refused).toMatchObject({
    exitCode: 2,
    err: `Not done: ${name}, line 243: -1,000 kWh is negative.\nNothing of it was written.\n`,
  })
  expect(await json('meter-values', 'list', '--organization', organizationId)).toEqual([])
  const dry = await imported('--meter', '1APA0195124010', '--dry-run')
  expect(dry.err).toContain('An import refuses the file; 1 problem, see above')
  const skipped = await imported('--meter', '1APA0195124010', '--skip-bad-rows')
  expect(skipped).toMatchObject({ exitCode: 0 })
  expect(skipped.err).toContain(`${name}, line 243: -1,000 kWh is negative.`)
  expect(skipped.err).toContain('364 days and 0 readings written; 1 problem, see above.')
})

it('what stays open is settled by an option, and every bad option is named', async () => {
  const { organizationId, example, imported, operator } = await ready()
  await operator('meter-values', 'example', '--out', example, '--meter', '1APA0195124010')
  const text = await readFile(example, 'utf8')
  await writeFile(example, text.replace('Verbrauch [kWh]', 'Wert'))
  expect((await imported()).err).toContain(
    `${organizationId}.csv, line 4: Neither the heading nor a column names the unit`,
  )
  expect((await imported('--unit', 'kwh')).err).toContain('365 days and 0 readings written.')
  expect(await imported('--unit', 'MWh', '--timestamps', 'middle')).toMatchObject({
    exitCode: 2,
    err: 'Not done:\n  --unit: must be one of: kWh, Wh, kW, W\n  --timestamps: must be one of: start, end\n',
  })
  expect(await operator('meter-values', 'import', example)).toMatchObject({
    exitCode: 2,
    err: 'Not done: --organization: is required\n',
  })
})

it('of several files those before a refused one are imported and told', async () => {
  const { operator, json, organizationId, example } = await ready()
  await operator('meter-values', 'example', '--out', example, '--meter', '1APA0195124010')
  const ran = await operator(
    'meter-values',
    'import',
    example,
    '/nowhere/b.csv',
    '--organization',
    organizationId,
  )
  expect(ran.exitCode).toBe(2)
  expect(ran.err).toContain('365 days and 0 readings written.')
  expect(ran.err).toContain('Not done: b.csv: The file cannot be read: ENOENT')
  expect(await json('meter-values', 'list', '--organization', organizationId)).toHaveLength(1)
  const unknown = await operator(
    'meter-values',
    'import',
    example,
    '--organization',
    organizationId,
    '--meter',
    '99999999',
  )
  expect(unknown).toMatchObject({ exitCode: 3, err: expect.stringContaining('Meter 99999999 not found.') })
})
