import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'
import { readInvoiceXml } from '../documents/test-en16931.ts'
import { TEST_SUPPLIER } from '../documents/test-invoices.ts'
import { readPdf } from '../documents/test-pdf.ts'
import { billedOctober } from '../features/invoices/test-bills.ts'
import { setSupplierProfile } from '../features/organizations/set-supplier-profile.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-files-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('an invoice is written as PDF in the language asked for, and for machines', async () => {
  const { operator, json } = await createOperator()
  const { retailer, invoice } = await billedOctober()
  const refused = await operator('invoices', 'pdf', invoice.number, '--out', join(folder, 'none.pdf'))
  expect([refused.exitCode, refused.err]).toEqual([
    2,
    expect.stringContaining('set the supplier profile first'),
  ])
  await setSupplierProfile(retailer.ctx, TEST_SUPPLIER)

  const pdf = join(folder, 'invoice.pdf')
  expect(await json('invoices', 'pdf', invoice.number, '--out', pdf)).toMatchObject({
    number: invoice.number,
    file: pdf,
  })
  expect((await readPdf(await readFile(pdf))).text).toContain('Ihre Stromrechnung Oktober 2025')
  await json('invoices', 'pdf', invoice.number, '--out', pdf, '--locale', 'en')
  expect((await readPdf(await readFile(pdf))).text).toContain('Your electricity bill, October 2025')

  const xml = join(folder, 'invoice.xml')
  await json('invoices', 'xml', invoice.number, '--out', xml)
  const { all, problems } = readInvoiceXml(await readFile(xml, 'utf8'))
  expect(problems).toEqual([])
  expect(all('ExchangedDocument/ID')).toEqual([invoice.number])
})

test('a wrong number, another organisation, language or folder is refused', async () => {
  const { operator, json } = await createOperator()
  const { retailer, invoice } = await billedOctober()
  await setSupplierProfile(retailer.ctx, TEST_SUPPLIER)
  await json('orgs', 'create', '--name', 'Elsewhere')
  const codeOf = async (...args: string[]) => (await operator('invoices', 'pdf', ...args)).exitCode
  expect(await codeOf('NOSUCH00-001', '--out', join(folder, 'a.pdf'))).toBe(3)
  expect(await codeOf(invoice.number, '--organization', 'Elsewhere', '--out', join(folder, 'a.pdf'))).toBe(3)
  expect(await codeOf(invoice.number, '--locale', 'fr')).toBe(2)
  expect(await codeOf(invoice.number, '--out', join(folder, 'missing', 'a.pdf'))).toBe(2)
})
