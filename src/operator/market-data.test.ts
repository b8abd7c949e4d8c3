import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'

let ran: Awaited<ReturnType<typeof createOperator>>
let directory: string

beforeAll(async () => {
  ran = await createOperator()
  directory = await mkdtemp(join(tmpdir(), 'stromtor-market-data-'))
})
afterAll(() => rm(directory, { recursive: true }))

const file = async (name: string, content: string): Promise<string> => {
  await writeFile(join(directory, name), content)
  return join(directory, name)
}

test('files are imported, each by its header, and the places of a postal code shown', async () => {
  const areas = await file(
    'areas.csv',
    'zip,place,valid_from,grid_operator_code,concession_class,source\n12045,Berlin,2025-01-01,9904550000000,gt_500000,test\n',
  )
  const partners = await file('partners.csv', 'code,role,name\n9904550000000,grid_operator,Spreenetz\n')
  const { exitCode, out } = await ran.operator('market-data', 'import', areas, partners)
  expect(exitCode).toBe(0)
  expect(out).toMatch(/areas\.csv +places and their grids +1\n.*partners\.csv +market partners +1\n/)
  const shown = await ran.operator('market-data', 'places', '12045', '--day', '2026-01-01')
  expect(shown.out).toMatch(/Berlin +Spreenetz +9904550000000 +gt_500000 +2025-01-01/)
  expect(await ran.json('market-data', 'places', '12045')).toMatchObject([
    { place: 'Berlin', gridOperator: 'Spreenetz' },
  ])
  expect((await ran.operator('market-data', 'places', '99999')).err).toContain('No grid area serves 99999')
})

test('a bad file is told line by line and changes nothing', async () => {
  const bad = await file('bad.csv', 'code,role,name\n99,supplier,A\n9904550000000,king,B\n')
  const { exitCode, err } = await ran.operator('market-data', 'import', bad)
  expect(exitCode).toBe(2)
  expect(err).toContain('line 2: code: “99” is no code of 13 digits')
  expect(err).toContain('line 3: role: “king” is none of: supplier, grid_operator, metering_operator')
})

test('a file that is not there, and a day that is none', async () => {
  const missing = await ran.operator('market-data', 'import', join(directory, 'none.csv'))
  expect(missing).toMatchObject({ exitCode: 2 })
  expect(missing.err).toContain('there is no file')
  const day = await ran.operator('market-data', 'places', '12045', '--day', 'tomorrow')
  expect(day).toMatchObject({ exitCode: 2, err: expect.stringContaining('--day') })
})

test('a dry run says so and writes nothing', async () => {
  const partners = await file('dry.csv', 'code,role,name\n9911845000009,supplier,Probe\n')
  const { err } = await ran.operator('market-data', 'import', partners, '--dry-run')
  expect(err).toContain('Nothing was written')
  const rows = await ran.db.selectFrom('market_partners').where('name', '=', 'Probe').select('id').execute()
  expect(rows).toEqual([])
})
