import { XMLParser } from 'fast-xml-parser'

/**
 * An independent reading of a Cross Industry Invoice against EN 16931: what must be there, and the arithmetic. It knows
 * nothing of how the invoice was made; amounts are read from the text as cents.
 */
export interface ReadInvoice {
  /** Every text of the elements at a path under the root, prefixes left out: `all('ExchangedDocument/ID')`. */
  all: (path: string) => string[]
  problems: string[]
}

interface Node {
  name: string
  text: string
  attributes: Record<string, string>
  children: Node[]
}

export function readInvoiceXml(xml: string): ReadInvoice {
  const root = parse(xml)
  const all = (path: string) => at(root, path).map(({ text }) => text)
  return { all, problems: [...missing(root), ...sums(root), ...taxes(root), ...lines(root), ...other(root)] }
}

type Raw = Record<string, unknown>

function parse(xml: string): Node {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    parseTagValue: false,
  })
  const toNodes = (raw: unknown): Node[] =>
    (Array.isArray(raw) ? raw : []).flatMap((entry: Raw) => {
      const name = Object.keys(entry).find((key) => key !== ':@')
      if (name === undefined || name.startsWith('?') || name === '#text') return []
      const inside = entry[name] as Raw[]
      const text = inside.map((child) => ('#text' in child ? String(child['#text']) : '')).join('')
      return [
        { name, text, attributes: (entry[':@'] ?? {}) as Record<string, string>, children: toNodes(inside) },
      ]
    })
  const [root] = toNodes(parser.parse(xml, true))
  if (root?.name !== 'CrossIndustryInvoice') throw new Error('No CrossIndustryInvoice')
  return root
}

const at = (node: Node, path: string): Node[] =>
  path
    .split('/')
    .reduce(
      (nodes, name) => nodes.flatMap((one) => one.children.filter((child) => child.name === name)),
      [node],
    )

const one = (node: Node, path: string): string | undefined => at(node, path)[0]?.text

/** Cents; amounts have two decimals at most (BR-DEC). */
function cents(text: string | undefined): number {
  if (text === undefined) return 0
  if (!/^-?\d+(\.\d{1,2})?$/.test(text)) throw new Error(`Not an amount: ${text}`)
  return Math.round(Number(text) * 100)
}

const TRADE = 'SupplyChainTradeTransaction'
const AGREEMENT = `${TRADE}/ApplicableHeaderTradeAgreement`
const SETTLEMENT = `${TRADE}/ApplicableHeaderTradeSettlement`
const SUMS = `${SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation`
const LINE = `${TRADE}/IncludedSupplyChainTradeLineItem`

/** BR-1 to BR-16, BR-CO-26: the business terms that no invoice may lack. */
const MANDATORY: Record<string, string> = {
  'BT-24': 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID',
  'BT-1': 'ExchangedDocument/ID',
  'BT-3': 'ExchangedDocument/TypeCode',
  'BT-2': 'ExchangedDocument/IssueDateTime/DateTimeString',
  'BT-5': `${SETTLEMENT}/InvoiceCurrencyCode`,
  'BT-27': `${AGREEMENT}/SellerTradeParty/Name`,
  'BT-31': `${AGREEMENT}/SellerTradeParty/SpecifiedTaxRegistration/ID`,
  'BT-35': `${AGREEMENT}/SellerTradeParty/PostalTradeAddress/LineOne`,
  'BT-40': `${AGREEMENT}/SellerTradeParty/PostalTradeAddress/CountryID`,
  'BT-44': `${AGREEMENT}/BuyerTradeParty/Name`,
  'BT-55': `${AGREEMENT}/BuyerTradeParty/PostalTradeAddress/CountryID`,
  'BT-80': `${TRADE}/ApplicableHeaderTradeDelivery/ShipToTradeParty/PostalTradeAddress/CountryID`,
  'BT-73': `${SETTLEMENT}/BillingSpecifiedPeriod/StartDateTime/DateTimeString`,
  'BT-74': `${SETTLEMENT}/BillingSpecifiedPeriod/EndDateTime/DateTimeString`,
  'BT-106': `${SUMS}/LineTotalAmount`,
  'BT-109': `${SUMS}/TaxBasisTotalAmount`,
  'BT-110': `${SUMS}/TaxTotalAmount`,
  'BT-112': `${SUMS}/GrandTotalAmount`,
  'BT-115': `${SUMS}/DuePayableAmount`,
  'BG-25': `${LINE}/AssociatedDocumentLineDocument/LineID`,
  'BG-23': `${SETTLEMENT}/ApplicableTradeTax/BasisAmount`,
}

const missing = (root: Node): string[] =>
  Object.entries(MANDATORY).flatMap(([term, path]) => (one(root, path) ? [] : [`${term} is missing`]))

function sums(root: Node): string[] {
  const total = (name: string) => cents(one(root, `${SUMS}/${name}`))
  const lineSum = at(root, `${LINE}/SpecifiedLineTradeSettlement`).reduce(
    (sum, line) => sum + cents(one(line, 'SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount')),
    0,
  )
  const taxSum = at(root, `${SETTLEMENT}/ApplicableTradeTax`).reduce(
    (sum, tax) => sum + cents(one(tax, 'CalculatedAmount')),
    0,
  )
  return [
    ...rule('BR-CO-10', total('LineTotalAmount') === lineSum),
    ...rule(
      'BR-CO-13',
      total('TaxBasisTotalAmount') === lineSum - total('AllowanceTotalAmount') + total('ChargeTotalAmount'),
    ),
    ...rule('BR-CO-14', total('TaxTotalAmount') === taxSum),
    ...rule('BR-CO-15', total('GrandTotalAmount') === total('TaxBasisTotalAmount') + total('TaxTotalAmount')),
    ...rule(
      'BR-CO-16',
      total('DuePayableAmount') === total('GrandTotalAmount') - total('TotalPrepaidAmount'),
    ),
  ]
}

/** BR-CO-17, BR-CO-18, BR-S-1, BR-S-8, BR-S-9, BR-E-1, BR-E-8 to BR-E-10. */
function taxes(root: Node): string[] {
  const lineSums = new Map<string, number>()
  for (const line of at(root, `${LINE}/SpecifiedLineTradeSettlement`)) {
    const key = keyOf(at(line, 'ApplicableTradeTax')[0])
    const amount = cents(one(line, 'SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount'))
    lineSums.set(key, (lineSums.get(key) ?? 0) + amount)
  }
  const breakdown = at(root, `${SETTLEMENT}/ApplicableTradeTax`)
  const keys = breakdown.map(keyOf)
  return [
    ...rule('BR-S-1: one breakdown for each category and rate', new Set(keys).size === keys.length),
    ...rule(
      'BR-CO-18: a breakdown for every line',
      [...lineSums.keys()].every((key) => keys.includes(key)),
    ),
    ...breakdown.flatMap((tax) => {
      const [basis, amount] = [cents(one(tax, 'BasisAmount')), cents(one(tax, 'CalculatedAmount'))]
      const rate = Number(one(tax, 'RateApplicablePercent'))
      const isExempt = one(tax, 'CategoryCode') === 'E'
      // Half a cent goes away from zero.
      const expected = Math.sign(basis) * Math.floor((Math.abs(basis) * rate) / 100 + 0.5)
      return [
        ...rule(`BR-S-8: basis ${keyOf(tax)}`, basis === (lineSums.get(keyOf(tax)) ?? 0)),
        ...rule(`BR-CO-17: tax ${keyOf(tax)}`, amount === (expected === 0 ? 0 : expected)),
        ...rule('BR-S-5: a standard rate above 0', isExempt || rate > 0),
        ...rule('BR-E-5: an exemption at 0', !isExempt || (rate === 0 && amount === 0)),
        ...rule('BR-E-10: a reason for an exemption', !isExempt || Boolean(one(tax, 'ExemptionReason'))),
      ]
    }),
  ]
}

const keyOf = (tax: Node | undefined): string =>
  tax === undefined ? '' : `${one(tax, 'CategoryCode')} ${Number(one(tax, 'RateApplicablePercent'))}`

/** BR-21 to BR-27, and quantity times price makes the line's amount. */
function lines(root: Node): string[] {
  const ids = at(root, `${LINE}/AssociatedDocumentLineDocument/LineID`).map(({ text }) => text)
  return [
    ...rule('BR-21: each line has an id of its own', new Set(ids).size === ids.length),
    ...at(root, LINE).flatMap((line) => {
      const price = at(line, 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice')[0]
      const [quantity] = at(line, 'SpecifiedLineTradeDelivery/BilledQuantity')
      const charge = Number(price && one(price, 'ChargeAmount'))
      const base = Number(price && one(price, 'BasisQuantity'))
      const amount = cents(
        one(
          line,
          'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount',
        ),
      )
      const product = ((Number(quantity?.text) * charge) / base) * 100
      const id = one(line, 'AssociatedDocumentLineDocument/LineID')
      return [
        ...rule(`BR-25: line ${id} has a name`, Boolean(one(line, 'SpecifiedTradeProduct/Name'))),
        ...rule(
          `BR-23: line ${id} has a unit`,
          ['KWH', 'DAY', 'C62'].includes(quantity?.attributes['unitCode'] ?? ''),
        ),
        ...rule(`BR-27: the price of line ${id} is not negative`, charge >= 0),
        ...rule(
          `BT-131: line ${id}: ${quantity?.text} × ${charge} is not ${amount} ct`,
          Math.abs(product - amount) <= 0.5 + 1e-6,
        ),
      ]
    }),
  ]
}

function other(root: Node): string[] {
  const due = cents(one(root, `${SUMS}/DuePayableAmount`))
  const terms = at(root, `${SETTLEMENT}/SpecifiedTradePaymentTerms`)[0]
  const means = one(root, `${SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/TypeCode`)
  const code = one(root, 'ExchangedDocument/TypeCode') ?? ''
  const account = `${SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID`
  return [
    ...rule(
      'BR-CO-25: a positive amount has a due date or terms',
      due <= 0 ||
        Boolean(terms && (one(terms, 'DueDateDateTime/DateTimeString') ?? one(terms, 'Description'))),
    ),
    ...rule('BR-61: a transfer names the account', means !== '58' || Boolean(one(root, account))),
    ...rule(
      'BT-89: a debit names its mandate',
      means !== '59' || Boolean(terms && one(terms, 'DirectDebitMandateID')),
    ),
    ...rule(
      'BT-90: a debit names its creditor',
      means !== '59' || Boolean(one(root, `${SETTLEMENT}/CreditorReferenceID`)),
    ),
    ...rule('BR-CL-01: the type of document', ['380', '381', '384', '386'].includes(code)),
    ...rule(
      'BT-25: a reversal names its original',
      code !== '384' || Boolean(one(root, `${SETTLEMENT}/InvoiceReferencedDocument/IssuerAssignedID`)),
    ),
  ]
}

const rule = (name: string, holds: boolean): string[] => (holds ? [] : [name])
