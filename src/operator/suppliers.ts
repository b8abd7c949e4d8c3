import { Command } from 'commander'
import type { Supplier } from '../documents/supplier.ts'
import { notFound } from '../domain/failure.ts'
import { setSupplierProfile } from '../features/organizations/set-supplier-profile.ts'
import { findSupplier, supplierProfile } from '../features/organizations/supplier-profile.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { readInputFile } from './input-file.ts'
import { Input } from './input.ts'
import { requiredOrganization, resolveOrganization } from './lookups.ts'
import type { Output, Row } from './output.ts'

const FILE_HELP = `
The file is JSON: legalName, address, register, managingDirectors, vatId, taxNumber, creditorId, email, hotline, website,
bankAccount, meteringIncluded, energyMix, and, where they differ from the usual ones, comparison and contacts.
"stromtor --json suppliers show" prints a profile in the same shape.
`

export function suppliersCommand(deps: OperatorDeps, output: Output): Command {
  const suppliers = new Command('suppliers').description(
    'who issues an organisation’s invoices: company, bank account, energy mix',
  )

  suppliers
    .command('set')
    .description('set the profile of an organisation; replaces the one there was')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--file <path>', 'the profile as JSON (required)')
    .addHelpText('after', FILE_HELP)
    .action(async (options: { organization?: string; file?: string }) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const file = input.required('--file', options.file)
      input.done()
      const given = parseJson(input, (await readInputFile(file, '--file')).toString('utf8'))
      const profile = input.check(supplierProfile, given, (path) => ({ flag: `${file}: ${path}` }))
      input.done()
      if (!profile) return
      const db = await deps.database()
      const { id } = await resolveOrganization(db, reference)
      const supplier = await setSupplierProfile(operatorCtx(deps, db, id), profile)
      output.one(supplier, rowsOf(supplier))
      if (supplier.creditorId === null)
        output.say('Without a creditorId nothing is collected by direct debit: invoices ask for a transfer.')
      if (supplier.energyMix === null)
        output.say('Without an energyMix the invoices lack the Stromkennzeichnung that § 42 EnWG asks for.')
    })

  suppliers
    .command('show')
    .description('show the profile of an organisation')
    .option('--organization <id or name>', 'the organisation (required)')
    .action(async (options: { organization?: string }) => {
      const { db, organization } = await requiredOrganization(deps, options.organization)
      const supplier = await findSupplier(db, organization.id)
      if (!supplier) throw notFound(`A supplier profile of ${organization.name} was`)
      output.one(supplier, rowsOf(supplier))
    })

  return suppliers
}

function parseJson(input: Input, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    input.add('--file', `is not JSON: ${error instanceof Error ? error.message : String(error)}`)
    input.done()
  }
}

const rowsOf = (supplier: Supplier): Row[] => [
  ['Company', supplier.legalName],
  [
    'Address',
    `${supplier.address.street} ${supplier.address.houseNumber}, ${supplier.address.zip} ${supplier.address.city}`,
  ],
  ['Register', `${supplier.register.court}, ${supplier.register.number}`],
  ['Directors', supplier.managingDirectors.join(', ')],
  ['VAT id', supplier.vatId],
  ['Tax number', supplier.taxNumber ?? '-'],
  ['Creditor id', supplier.creditorId ?? '-'],
  ['Contact', `${supplier.email}, ${supplier.hotline.phone}`],
  ['Bank account', `${supplier.bankAccount.iban} (${supplier.bankAccount.bank})`],
  ['Metering', supplier.meteringIncluded ? 'part of the contracts' : 'not part of the contracts'],
  ['Energy mix', supplier.energyMix === null ? '-' : `of ${supplier.energyMix.year}`],
]
