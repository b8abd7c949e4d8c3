import { Command } from 'commander'
import type { Db } from '../db/database.ts'
import { notFound } from '../domain/failure.ts'
import type { CustomerId, InvoiceId, OrganizationId } from '../domain/identifiers.ts'
import { type InvoiceFiles, invoiceFiles } from '../features/invoices/invoice-files.ts'
import { isLocale, type Locale } from '../ui/i18n.ts'
import type { OperatorDeps } from './deps.ts'
import { Input, InvalidInput } from './input.ts'
import { resolveOrganization } from './lookups.ts'
import type { Output } from './output.ts'
import { writeOutputFile } from './output-file.ts'

interface FileOptions {
  out?: string
  organization?: string
  locale?: string
}

/** `invoices pdf` and `invoices xml`: an invoice as its customer gets it. */
export function invoicesCommand(deps: OperatorDeps, output: Output): Command {
  const invoices = new Command('invoices').description('invoices as their customers get them')
  const kinds = [
    {
      name: 'pdf',
      says: 'write an invoice as PDF; a company’s holds the EN 16931 invoice as well',
      bytesOf: ({ pdf }: InvoiceFiles) => pdf,
    },
    {
      name: 'xml',
      says: 'write an invoice for machines: EN 16931 as Cross Industry Invoice',
      bytesOf: ({ xml }: InvoiceFiles) => Buffer.from(xml, 'utf8'),
    },
  ]
  for (const { name, says, bytesOf } of kinds) {
    invoices
      .command(name)
      .description(says)
      .argument('<number>', 'the invoice’s number, such as H62SU12A-002')
      .option('--out <path>', 'where to write it (its number in this folder unless given)')
      .option('--organization <id or name>', 'whose invoice, where several have the number')
      .option('--locale <locale>', 'de or en (the customer’s, else the brand’s, unless given)')
      .action(async (number: string, options: FileOptions) => {
        const input = new Input()
        const locale = input.read('--locale', options.locale, parseLocale)
        input.done()
        const db = await deps.database()
        const found = await findByNumber(db, number, options.organization)
        const { id: invoiceId, ...owner } = found
        const files = await invoiceFiles({ db, now: deps.now }, { ...owner, invoiceId, locale })
        const bytes = bytesOf(files)
        const file = options.out ?? `${number}.${name}`
        await writeOutputFile(file, bytes)
        output.one({ number, file, bytes: bytes.length }, [
          ['Invoice', number],
          ['File', file],
          ['Size', `${Math.ceil(bytes.length / 1000)} kB`],
        ])
      })
  }
  return invoices
}

function parseLocale(text: string): Locale {
  if (isLocale(text)) return text
  throw new RangeError('must be one of: de, en')
}

/** A number is unique within an organisation. */
export async function findByNumber(
  db: Db,
  number: string,
  organization: string | undefined,
): Promise<{ organizationId: OrganizationId; customerId: CustomerId; id: InvoiceId }> {
  const within = organization === undefined ? undefined : await resolveOrganization(db, organization)
  // By the contract first, whose numbers are indexed: an invoice's is the contract's with a count.
  const rows = await db
    .selectFrom('subscriptions as s')
    .innerJoin('invoices as i', (join) =>
      join.onRef('i.organization_id', '=', 's.organization_id').onRef('i.subscription_id', '=', 's.id'),
    )
    .select(['i.organization_id', 'i.customer_id', 'i.id'])
    .where('s.number', '=', number.replace(/-\d+$/, ''))
    .where('i.number', '=', number)
    .$if(within !== undefined, (query) => query.where('s.organization_id', '=', within?.id ?? 'org_none'))
    .execute()
  const [row] = rows
  if (!row) throw notFound(`The invoice ${number} was`)
  if (rows.length > 1) {
    const ids = rows.map(({ organization_id: id }) => id).join(', ')
    throw new InvalidInput([{ flag: '--organization', message: `several have this number: ${ids}` }])
  }
  return { organizationId: row.organization_id, customerId: row.customer_id, id: row.id }
}
