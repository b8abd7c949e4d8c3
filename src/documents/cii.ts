import type { Locale } from '../ui/i18n.ts'
import { amount, categoryOf, dateTime, lineItem, period, ram } from './cii-lines.ts'
import { buyer, delivery, seller } from './cii-parties.ts'
import type { InvoiceDocument } from './invoice-model.ts'
import { de } from './invoice-texts.de.ts'
import { en } from './invoice-texts.en.ts'
import { element, type Xml } from './xml.ts'

const NAMESPACES = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
}

/**
 * The invoice as UN/CEFACT Cross Industry Invoice in the profile EN 16931, which ZUGFeRD and Factur-X share. It says what
 * the PDF says: the same lines, the same tax, the same total.
 *
 * Instalments already invoiced are a negative line with their tax, not a prepaid amount (BT-113): the tax on them has been
 * shown before and must not be shown again (§ 14 (5) UStG), and so the amount due is the total (BR-CO-16).
 */
export function invoiceXml(invoice: InvoiceDocument, locale: Locale): string {
  const t = locale === 'de' ? de : en
  const { code, sign } = documentType(invoice)
  const root = element(
    'rsm:CrossIndustryInvoice',
    [
      element(
        'rsm:ExchangedDocumentContext',
        ram('GuidelineSpecifiedDocumentContextParameter', ram('ID', 'urn:cen.eu:en16931:2017')),
      ),
      element('rsm:ExchangedDocument', [
        ram('ID', invoice.number),
        ram('TypeCode', code),
        dateTime('IssueDateTime', invoice.issuedOn),
        ...notes(invoice, t),
      ]),
      element('rsm:SupplyChainTradeTransaction', [
        ...invoice.lines.map((line, index) => lineItem(line, index, sign, t)),
        ram('ApplicableHeaderTradeAgreement', [
          seller(invoice),
          buyer(invoice),
          ram('ContractReferencedDocument', ram('IssuerAssignedID', invoice.contract.number)),
          marketLocation(invoice),
        ]),
        delivery(invoice),
        settlement(invoice, sign, t),
      ]),
    ],
    NAMESPACES,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root?.markup ?? ''}\n`
}

/**
 * BT-3 (UNTDID 1001). A reversal is a corrected invoice whose quantities are negative, with the original named (BT-25). A
 * credit for feeding in is a credit note, whose amounts are positive by nature; a settlement that ends in the customer's
 * favour stays an invoice with a negative total.
 */
function documentType({ type, contract, totals }: InvoiceDocument): { code: string; sign: 1 | -1 } {
  if (type === 'void') return { code: '384', sign: 1 }
  if (type === 'prepayment') return { code: '386', sign: 1 }
  if (contract.kind === 'feed_in' && totals.totalCents < 0) return { code: '381', sign: -1 }
  return { code: '380', sign: 1 }
}

/** BG-1: what kind of document it is in German law, and who stands behind it (§ 35a GmbHG). */
function notes({ supplier, type }: InvoiceDocument, t: typeof de): (Xml | null)[] {
  const { register, managingDirectors } = supplier
  const company = [
    supplier.legalName,
    t.footer.register(register.court, register.number),
    `${t.footer.managing}: ${managingDirectors.join(', ')}`,
  ].join(', ')
  return [
    type === 'usage' ? null : ram('IncludedNote', ram('Content', t.kind[type])),
    ram('IncludedNote', [ram('Content', company), ram('SubjectCode', 'REG')]),
  ]
}

/** BT-18: the invoiced object is the market location. */
const marketLocation = ({ supply }: InvoiceDocument): Xml | null =>
  supply.malo === null
    ? null
    : ram('AdditionalReferencedDocument', [ram('IssuerAssignedID', supply.malo), ram('TypeCode', '130')])

function settlement(invoice: InvoiceDocument, sign: 1 | -1, t: typeof de): Xml | null {
  const { payment, totals, earlier } = invoice
  return ram('ApplicableHeaderTradeSettlement', [
    payment.kind === 'debit' ? ram('CreditorReferenceID', payment.creditorId) : null,
    ram('PaymentReference', invoice.number),
    ram('InvoiceCurrencyCode', 'EUR'),
    paymentMeans(invoice),
    ...totals.vat.map(({ percent, netCents, vatCents }) =>
      ram('ApplicableTradeTax', [
        ram('CalculatedAmount', amount(vatCents * sign)),
        ram('TypeCode', 'VAT'),
        percent === 0 ? ram('ExemptionReason', t.lines.noVat) : null,
        ram('BasisAmount', amount(netCents * sign)),
        ram('CategoryCode', categoryOf(percent)),
        ram('RateApplicablePercent', percent.toFixed(2)),
      ]),
    ),
    period(invoice.periodStart, invoice.periodEnd),
    paymentTerms(invoice, t),
    ram('SpecifiedTradeSettlementHeaderMonetarySummation', [
      ram('LineTotalAmount', amount(totals.netCents * sign)),
      ram('TaxBasisTotalAmount', amount(totals.netCents * sign)),
      ram('TaxTotalAmount', amount(totals.vatCents * sign), { currencyID: 'EUR' }),
      ram('GrandTotalAmount', amount(totals.totalCents * sign)),
      ram('DuePayableAmount', amount(totals.totalCents * sign)),
    ]),
    earlier === null
      ? null
      : ram('InvoiceReferencedDocument', [
          ram('IssuerAssignedID', earlier.number),
          ram(
            'FormattedIssueDateTime',
            element('qdt:DateTimeString', earlier.issuedOn.replaceAll('-', ''), { format: '102' }),
          ),
        ]),
  ])
}

/** BG-16: 59 is a SEPA direct debit, 58 a SEPA credit transfer (UNTDID 4461). Money for the customer needs none. */
function paymentMeans({ payment, supplier }: InvoiceDocument): Xml | null {
  if (payment.kind === 'debit') {
    return ram('SpecifiedTradeSettlementPaymentMeans', [
      ram('TypeCode', '59'),
      ram('PayerPartyDebtorFinancialAccount', ram('IBANID', payment.iban)),
    ])
  }
  if (payment.kind !== 'transfer') return null
  const { iban, holder, bic } = supplier.bankAccount
  return ram('SpecifiedTradeSettlementPaymentMeans', [
    ram('TypeCode', '58'),
    ram('PayeePartyCreditorFinancialAccount', [ram('IBANID', iban), ram('AccountName', holder)]),
    bic === null ? null : ram('PayeeSpecifiedCreditorFinancialInstitution', ram('BICID', bic)),
  ])
}

/** BT-9 and BT-20; a positive amount without either would be refused (BR-CO-25). */
function paymentTerms({ payment }: InvoiceDocument, t: typeof de): Xml | null {
  if (payment.kind === 'debit') {
    return ram('SpecifiedTradePaymentTerms', [
      dateTime('DueDateDateTime', payment.on),
      ram('DirectDebitMandateID', payment.mandateReference),
    ])
  }
  if (payment.kind === 'none') return ram('SpecifiedTradePaymentTerms', ram('Description', t.payment.none))
  return ram('SpecifiedTradePaymentTerms', dateTime('DueDateDateTime', payment.by))
}
