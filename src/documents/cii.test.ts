import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reversedLines } from '../domain/invoice-totals.ts'
import type { InvoiceLine } from '../domain/invoice-lines.ts'
import { invoiceXml } from './cii.ts'
import { readInvoiceXml } from './test-en16931.ts'
import { feedInCreditLines, instalmentOf, OCTOBER, testInvoice, usageLines } from './test-invoices.ts'

const SUMS =
  'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation'
const SETTLEMENT = 'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement'

const instalmentsPaid = (count: number, netCents: number): InvoiceLine => ({
  kind: 'instalments_paid',
  from: OCTOBER.from,
  to: OCTOBER.to,
  quantity: count,
  unit: 'piece',
  unitPriceMicroEur: -Math.round((netCents * 10_000) / count),
  unitPriceIsMean: true,
  netCents: -netCents,
  vatPercent: 19,
})

describe('a bill as Cross Industry Invoice', () => {
  it('says in EN 16931 what the invoice says', () => {
    const { all, problems } = readInvoiceXml(
      invoiceXml(
        testInvoice(usageLines(), {
          customer: {
            ...testInvoice().customer,
            kind: 'company',
            name: 'Dilek Yıldız & Söhne <GmbH>',
            vatId: 'DE129475270',
          },
        }),
        'de',
      ),
    )
    expect(problems).toEqual([])
    expect(all('ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID')).toEqual([
      'urn:cen.eu:en16931:2017',
    ])
    expect(all('ExchangedDocument/ID')).toEqual(['H62SU12A-002'])
    expect(all('ExchangedDocument/TypeCode')).toEqual(['380'])
    expect(all('ExchangedDocument/IssueDateTime/DateTimeString')).toEqual(['20251104'])
    const agreement = 'SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement'
    expect(all(`${agreement}/BuyerTradeParty/Name`)).toEqual(['Dilek Yıldız & Söhne <GmbH>'])
    expect(all(`${agreement}/BuyerTradeParty/SpecifiedTaxRegistration/ID`)).toEqual(['DE129475270'])
    expect(all(`${agreement}/SellerTradeParty/SpecifiedTaxRegistration/ID`)).toEqual([
      '27/000/00000',
      'DE136695976',
    ])
    expect(all(`${agreement}/AdditionalReferencedDocument/IssuerAssignedID`)).toEqual(['41373559241'])
    expect(all(`${SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/TypeCode`)).toEqual(['59'])
    expect(all(`${SETTLEMENT}/SpecifiedTradePaymentTerms/DirectDebitMandateID`)).toEqual(['M-H62SU12A'])
    expect(all(`${SETTLEMENT}/CreditorReferenceID`)).toEqual(['DE98ZZZ09999999999'])
    expect(all(`${SUMS}/DuePayableAmount`)).toEqual(['95.10'])
    const line = 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem'
    expect(all(`${line}/SpecifiedLineTradeDelivery/BilledQuantity`).slice(0, 2)).toEqual([
      '298.123',
      '298.123',
    ])
    expect(all(`${line}/SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount`)[0]).toBe(
      '0.089120',
    )
  })

  it('names the account to transfer to', () => {
    const invoice = testInvoice(usageLines(), { payment: { kind: 'transfer', by: '2025-12-04' } })
    const { all, problems } = readInvoiceXml(invoiceXml(invoice, 'en'))
    expect(problems).toEqual([])
    const means = `${SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans`
    expect(all(`${means}/TypeCode`)).toEqual(['58'])
    expect(all(`${means}/PayeePartyCreditorFinancialAccount/IBANID`)).toEqual(['DE02120300000000202051'])
    expect(all(`${SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString`)).toEqual([
      '20251204',
    ])
  })

  it('takes a void back with negative quantities and names its original (384, BT-25)', () => {
    const invoice = testInvoice(reversedLines(usageLines()), {
      type: 'void',
      number: 'H62SU12A-003',
      meter: null,
      payment: { kind: 'none' },
      earlier: { relation: 'voids', number: 'H62SU12A-002', issuedOn: '2025-11-04' },
    })
    const { all, problems } = readInvoiceXml(invoiceXml(invoice, 'de'))
    expect(problems).toEqual([])
    expect(all('ExchangedDocument/TypeCode')).toEqual(['384'])
    expect(all(`${SETTLEMENT}/InvoiceReferencedDocument/IssuerAssignedID`)).toEqual(['H62SU12A-002'])
    expect(all(`${SETTLEMENT}/InvoiceReferencedDocument/FormattedIssueDateTime/DateTimeString`)).toEqual([
      '20251104',
    ])
    expect(all(`${SUMS}/GrandTotalAmount`)).toEqual(['-95.10'])
  })

  it('keeps 380 for a corrected invoice and names the voided one', () => {
    const earlier = { relation: 'corrects', number: 'H62SU12A-002', issuedOn: '2025-11-04' } as const
    const { all, problems } = readInvoiceXml(invoiceXml(testInvoice(usageLines(), { earlier }), 'de'))
    expect(problems).toEqual([])
    expect(all('ExchangedDocument/TypeCode')).toEqual(['380'])
    expect(all(`${SETTLEMENT}/InvoiceReferencedDocument/IssuerAssignedID`)).toEqual(['H62SU12A-002'])
  })

  it('credits feeding in with positive amounts, exempt, with its reason (381)', () => {
    const invoice = testInvoice(feedInCreditLines(), {
      contract: { ...testInvoice().contract, kind: 'feed_in' },
      payment: { kind: 'payout', iban: null, by: '2025-11-18' },
    })
    const { all, problems } = readInvoiceXml(invoiceXml(invoice, 'de'))
    expect(problems).toEqual([])
    expect(all('ExchangedDocument/TypeCode')).toEqual(['381'])
    expect(all(`${SUMS}/GrandTotalAmount`)).toEqual(['21.49'])
    expect(all(`${SETTLEMENT}/ApplicableTradeTax/CategoryCode`)).toEqual(['S', 'E'])
  })

  it('takes instalments off as a negative line, so that their tax is not shown twice', () => {
    const lines = [...usageLines(), instalmentsPaid(3, 23_950)]
    const invoice = testInvoice(lines, { payment: { kind: 'payout', iban: null, by: '2025-11-18' } })
    const { all, problems } = readInvoiceXml(invoiceXml(invoice, 'de'))
    expect(problems).toEqual([])
    expect(all('ExchangedDocument/TypeCode')).toEqual(['380'])
    expect(all(`${SUMS}/TotalPrepaidAmount`)).toEqual([])
    // (79.92 - 239.50) × 1.19
    expect(all(`${SUMS}/DuePayableAmount`)).toEqual(['-189.90'])
  })

  it('asks for an instalment as a prepayment invoice (386)', () => {
    const { all, problems } = readInvoiceXml(
      invoiceXml(testInvoice(instalmentOf(9500), { type: 'prepayment' }), 'de'),
    )
    expect(problems).toEqual([])
    expect(all('ExchangedDocument/TypeCode')).toEqual(['386'])
    expect(all(`${SUMS}/DuePayableAmount`)).toEqual(['95.00'])
  })

  it('passes the arithmetic of EN 16931 for 1,000 random invoices, voids and settlements', () => {
    const energyWh = fc.integer({ min: 0, max: 60_000_000 })
    const priceMicro = fc.integer({ min: -500_000, max: 4_000_000 })
    // Unrounded sums of quarter-hours rarely are a whole price times the energy.
    const rest = fc.integer({ min: -999, max: 999 })
    const kind = fc.constantFrom('usage', 'feed_in', 'settlement', 'void', 'instalment')
    fc.assert(
      fc.property(
        energyWh,
        priceMicro,
        rest,
        kind,
        fc.integer({ min: 100, max: 90_000 }),
        (wh, micro, odd, what, cents) => {
          const period = { ...OCTOBER, energyWh: wh, exchangeNanoEur: wh === 0 ? 0 : wh * micro + odd }
          const lines = {
            usage: () => usageLines(period),
            feed_in: () => feedInCreditLines(period),
            settlement: () => [...usageLines(period), instalmentsPaid(1 + (cents % 12), cents)],
            void: () => reversedLines(usageLines(period)),
            instalment: () => instalmentOf(cents),
          }[what]()
          const invoice = testInvoice(lines, {
            ...(what === 'void' && {
              type: 'void' as const,
              earlier: { relation: 'voids' as const, number: 'X-001', issuedOn: '2025-11-04' as const },
            }),
            ...(what === 'feed_in' && { contract: { ...testInvoice().contract, kind: 'feed_in' as const } }),
          })
          expect(readInvoiceXml(invoiceXml(invoice, 'de')).problems).toEqual([])
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('the checker itself', () => {
  const good = invoiceXml(testInvoice(), 'de')
  it.each([
    ['a wrong total', '<ram:DuePayableAmount>95.10', '<ram:DuePayableAmount>95.11', 'BR-CO-16'],
    ['a wrong tax', '<ram:CalculatedAmount>15.18', '<ram:CalculatedAmount>15.17', 'BR-CO-17: tax S 19'],
    ['a wrong line', '<ram:LineTotalAmount>26.57', '<ram:LineTotalAmount>26.58', 'BR-CO-10'],
    ['no number', '<ram:ID>H62SU12A-002</ram:ID>', '', 'BT-1 is missing'],
  ])('finds %s', (_, from, to, rule) => {
    const broken = good.replace(from, to)
    expect(broken).not.toBe(good)
    expect(readInvoiceXml(broken).problems).toContain(rule)
  })
})
