import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOperator, idOf } from '../../tests/support/operator.ts'
import { TEST_SUPPLIER } from '../documents/test-invoices.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suppliers-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function profileFile(name: string, content: unknown): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

test('a profile is set from a file and shown in the shape in which it was given', async () => {
  const { json, operator } = await createOperator()
  const id = idOf(await json('orgs', 'create', '--name', 'Supplied'))
  expect((await operator('suppliers', 'show', '--organization', id)).exitCode).toBe(3)
  const file = await profileFile('supplier.json', TEST_SUPPLIER)
  const { exitCode, out, err } = await operator('suppliers', 'set', '--organization', id, '--file', file)
  expect([exitCode, err]).toEqual([0, ''])
  expect(out).toMatch(/^Company +Lichtstrom & Söhne GmbH$/m)
  expect(out).toMatch(/^Energy mix +of 2024$/m)
  const shown = await json('suppliers', 'show', '--organization', 'supplied')
  expect(shown).toEqual(TEST_SUPPLIER)
  const again = await profileFile('again.json', shown)
  expect((await operator('suppliers', 'set', '--organization', id, '--file', again)).exitCode).toBe(0)
})

test('what a profile leaves out is told, and what is wrong in it is named by its place in the file', async () => {
  const { json, operator } = await createOperator()
  const id = idOf(await json('orgs', 'create', '--name', 'Bare'))
  const bare = await profileFile('bare.json', { ...TEST_SUPPLIER, creditorId: null, energyMix: null })
  const told = await operator('suppliers', 'set', '--organization', id, '--file', bare)
  expect(told.exitCode).toBe(0)
  expect(told.err).toContain('Without a creditorId')
  expect(told.err).toContain('§ 42 EnWG')

  const wrong = await profileFile('wrong.json', {
    ...TEST_SUPPLIER,
    vatId: 'DE136695977',
    bankAccount: { ...TEST_SUPPLIER.bankAccount, iban: 'DE00' },
    legalName: undefined,
  })
  const refused = await operator('suppliers', 'set', '--organization', id, '--file', wrong)
  expect(refused.exitCode).toBe(2)
  for (const place of [
    'wrong.json: vatId:',
    'wrong.json: bankAccount.iban:',
    'wrong.json: legalName: is required',
  ])
    expect(refused.err).toContain(place)

  const noJson = await operator(
    'suppliers',
    'set',
    '--organization',
    id,
    '--file',
    await profileFile('x.json', '{'),
  )
  expect([noJson.exitCode, noJson.err]).toEqual([2, expect.stringContaining('--file: is not JSON')])
  const missing = await operator(
    'suppliers',
    'set',
    '--organization',
    id,
    '--file',
    join(folder, 'none.json'),
  )
  expect([missing.exitCode, missing.err]).toEqual([2, expect.stringContaining('there is no file')])
})
