import type { InvoiceDocument } from './invoice-model.ts'
import { ram } from './cii-lines.ts'
import type { PostalAddress } from './supplier.ts'
import { streetOf } from './invoice-drawing.ts'
import type { Xml } from './xml.ts'

// Supply is to places in Germany, and so are the parties' addresses: the postal codes are checked as German ones.
const address = (place: PostalAddress): Xml | null =>
  ram('PostalTradeAddress', [
    ram('PostcodeCode', place.zip),
    ram('LineOne', streetOf(place)),
    ram('CityName', place.city),
    ram('CountryID', 'DE'),
  ])

const taxNumber = (value: string | null, scheme: 'VA' | 'FC'): Xml | null =>
  value === null ? null : ram('SpecifiedTaxRegistration', ram('ID', value, { schemeID: scheme }))

/** BG-4. */
export function seller({ supplier }: InvoiceDocument): Xml | null {
  return ram('SellerTradeParty', [
    ram('Name', supplier.legalName),
    ram('SpecifiedLegalOrganization', ram('ID', `${supplier.register.court} ${supplier.register.number}`)),
    ram('DefinedTradeContact', [
      ram('PersonName', supplier.legalName),
      ram('TelephoneUniversalCommunication', ram('CompleteNumber', supplier.hotline.phone)),
      ram('EmailURIUniversalCommunication', ram('URIID', supplier.email)),
    ]),
    address(supplier.address),
    ram('URIUniversalCommunication', ram('URIID', supplier.email, { schemeID: 'EM' })),
    taxNumber(supplier.taxNumber, 'FC'),
    taxNumber(supplier.vatId, 'VA'),
  ])
}

/** BG-7. */
export function buyer({ customer, contract }: InvoiceDocument): Xml | null {
  return ram('BuyerTradeParty', [
    ram('ID', contract.number),
    ram('Name', customer.name),
    customer.contact === null ? null : ram('DefinedTradeContact', ram('PersonName', customer.contact)),
    address(customer.address),
    taxNumber(customer.vatId, 'VA'),
  ])
}

/** BG-13: where the electricity goes. */
export const delivery = ({ customer, supply }: InvoiceDocument): Xml | null =>
  ram(
    'ApplicableHeaderTradeDelivery',
    ram('ShipToTradeParty', [ram('Name', customer.name), address(supply.address)]),
  )
