import type { Brand, LegalPageName } from '../brand/brand.ts'
import type { Supplier } from '../documents/supplier.ts'
import type { OrderSummary } from '../features/checkouts/order-summary.ts'
import type { OrderSection } from '../mail/order-mail.tsx'
import { noticeSections } from './order-notice.ts'
import {
  contractSection,
  helpSections,
  mandateSection,
  moreSection,
  partsSection,
  type Seller,
  sellerOf,
  type SummaryGroup,
  summaryGroups,
} from './order-sheet.ts'
import type { Words } from './order-words.ts'

export interface OrderDocuments {
  seller: Seller
  /** The contract summary as its page shows it: the first of the sections, by steps. */
  groups: readonly SummaryGroup[]
  sections: readonly OrderSection[]
}

export interface DocumentsOf {
  summary: OrderSummary
  supplier: Supplier | null
  brand: Brand
  /** Where the brand's own pages are: terms, privacy, the button to withdraw. */
  origin: string
  /** Where anybody reads what is offered now. */
  offersUrl: string
  /** Null until it is ordered. */
  number: string | null
}

/** All that a customer is to keep: what the page shows, the confirmation sends and the download holds. */
export function orderDocuments(
  words: Words,
  { summary, supplier, brand, origin, offersUrl, number }: DocumentsOf,
): OrderDocuments {
  const seller = sellerOf(supplier, brand, words)
  const mandate = mandateSection(words, summary, number)
  const isWithdrawable = summary.withdrawableUntil !== null
  const groups = summaryGroups(words, summary, seller, number)
  return {
    seller,
    groups,
    sections: [
      contractSection(words, groups),
      partsSection(words, summary),
      ...(mandate ? [mandate] : []),
      moreSection(words, summary, { origin, offersUrl }),
      ...(isWithdrawable ? noticeSections(words.format.locale, seller, `${origin}/withdraw`) : []),
      ...termsSections(words, brand, origin),
      ...helpSections(words, seller),
    ],
  }
}

/** Terms that a brand keeps with us are part of what is kept; others are named by their address. */
function termsSections({ t }: Words, brand: Brand, origin: string): OrderSection[] {
  const { terms } = brand.legal
  const places = [
    addressOf(brand, 'terms', origin, (url) => t('checkoutOrder.sheet.termsAt', { url })),
    addressOf(brand, 'privacy', origin, (url) => t('checkoutOrder.sheet.privacyAt', { url })),
  ].filter((place) => place !== null)
  const text = terms !== undefined && 'text' in terms ? terms.text.split(/\n{2,}/) : []
  if (text.length === 0 && places.length === 0) return []
  const title = terms === undefined ? t('layout.legal') : t('checkoutOrder.sheet.terms')
  return [{ title, paragraphs: [...text, ...places] }]
}

function addressOf(
  { legal }: Brand,
  name: LegalPageName,
  origin: string,
  say: (url: string) => string,
): string | null {
  const target = legal[name]
  if (target === undefined) return null
  return say('url' in target ? target.url : `${origin}/${name}`)
}
