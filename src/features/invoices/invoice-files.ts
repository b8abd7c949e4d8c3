import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { invoiceXml } from '../../documents/cii.ts'
import { renderInvoicePdf } from '../../documents/invoice-pdf.ts'
import type { CustomerId, InvoiceId, OrganizationId } from '../../domain/identifiers.ts'
import { invoiceDocument } from './invoice-document.ts'

export interface InvoiceFiles {
  number: string
  pdf: Buffer
  /** EN 16931 as Cross Industry Invoice; a company's PDF holds it as well. */
  xml: string
}

export interface AskForFiles {
  organizationId: OrganizationId
  customerId: CustomerId
  invoiceId: InvoiceId
  /** The customer's language, else the brand's, unless given. */
  locale?: 'de' | 'en' | undefined
}

/**
 * An invoice as it went out: drawn when it is first asked for, the same bytes ever after, whatever becomes of brand, address
 * and supplier (§ 14b UStG: kept unchanged for eight years).
 *
 * @throws Failure NOT_FOUND, also for another customer's; UNPROCESSABLE_ENTITY while the organisation has no supplier profile.
 */
export async function invoiceFiles(
  deps: { db: Db; now: () => Temporal.Instant },
  asked: AskForFiles,
): Promise<InvoiceFiles> {
  const held = asked.locale && (await findFiles(deps.db, asked, asked.locale))
  if (held) return held
  const { organizationId, customerId, invoiceId } = asked
  const document = await invoiceDocument(deps.db, organizationId, customerId, invoiceId)
  const locale = asked.locale ?? document.customer.locale ?? document.brand.locale
  const drawnBefore = asked.locale ? undefined : await findFiles(deps.db, asked, locale)
  if (drawnBefore) return drawnBefore
  const files = {
    number: document.number,
    pdf: await renderInvoicePdf(document, locale),
    xml: invoiceXml(document, locale),
  }
  await deps.db
    .insertInto('invoice_files')
    .values({
      organization_id: organizationId,
      invoice_id: invoiceId,
      locale,
      pdf: files.pdf,
      xml: files.xml,
      created_at: deps.now().toString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // Whoever asked at the same moment may have been first: then theirs is the one that stays.
  return (await findFiles(deps.db, asked, locale)) ?? files
}

async function findFiles(
  db: Db,
  { organizationId, customerId, invoiceId }: AskForFiles,
  locale: 'de' | 'en',
): Promise<InvoiceFiles | undefined> {
  return db
    .selectFrom('invoice_files as f')
    .innerJoin('invoices as i', (join) =>
      join.onRef('i.organization_id', '=', 'f.organization_id').onRef('i.id', '=', 'f.invoice_id'),
    )
    .select(['i.number', 'f.pdf', 'f.xml'])
    .where('f.organization_id', '=', organizationId)
    .where('f.invoice_id', '=', invoiceId)
    .where('f.locale', '=', locale)
    .where('i.customer_id', '=', customerId)
    .executeTakeFirst()
}
