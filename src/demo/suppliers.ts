import { EXAMPLE_COMPANY } from '../documents/example-company.ts'
import type { SupplierProfile } from '../features/organizations/supplier-profile.ts'

// Made-up companies with made-up figures; every number has the right check digits and belongs to nobody.

const SOURCE = {
  de: 'Erfundene Werte der Demo; auch der Durchschnitt ist keine amtliche Angabe.',
  en: 'Figures made up for the demo; the average is no official figure either.',
}

const GERMANY: NonNullable<SupplierProfile['energyMix']>['germany'] = {
  shares: [
    { kind: 'renewable_funded', percent: 50 },
    { kind: 'renewable_unfunded', percent: 9 },
    { kind: 'coal', percent: 23 },
    { kind: 'gas', percent: 16 },
    { kind: 'other_fossil', percent: 2 },
  ],
  co2GramsPerKwh: 320,
  radioactiveWasteMilligramsPerKwh: 0,
}

const SONNWERK: SupplierProfile = {
  legalName: 'Sonnwerk GmbH',
  ...EXAMPLE_COMPANY,
  email: 'hallo@sonnwerk.example',
  website: 'www.sonnwerk.example',
  bankAccount: {
    holder: 'Sonnwerk GmbH',
    iban: 'DE02100500000054540402',
    bic: null,
    bank: 'Beispielbank Berlin',
  },
  energyMix: {
    year: 2025,
    supplier: {
      shares: [
        { kind: 'renewable_funded', percent: 62 },
        { kind: 'renewable_unfunded', percent: 38 },
      ],
      co2GramsPerKwh: 0,
      radioactiveWasteMilligramsPerKwh: 0,
    },
    germany: GERMANY,
    source: SOURCE,
  },
}

const NORDLICHT: SupplierProfile = {
  legalName: 'Nordlicht Energie GmbH',
  address: { street: 'Holtenauer Straße', houseNumber: '1', zip: '24105', city: 'Kiel' },
  register: { court: 'Amtsgericht Kiel', number: 'HRB 000000 KI' },
  managingDirectors: ['Nils Beispiel'],
  vatId: 'DE129475270',
  taxNumber: '20/000/00000',
  creditorId: 'DE79ZZZ01234567890',
  email: 'kontakt@nordlicht.example',
  hotline: { phone: '0431 7654321', hours: { de: 'täglich 7–20 Uhr', en: 'daily 7:00–20:00' } },
  website: 'www.nordlicht.example',
  bankAccount: {
    holder: 'Nordlicht Energie GmbH',
    iban: 'DE02500105170137075030',
    bic: null,
    bank: 'Beispielbank Kiel',
  },
  energyMix: {
    year: 2025,
    supplier: {
      shares: [
        { kind: 'renewable_funded', percent: 55 },
        { kind: 'renewable_unfunded', percent: 30 },
        { kind: 'gas', percent: 15 },
      ],
      co2GramsPerKwh: 62,
      radioactiveWasteMilligramsPerKwh: 0,
    },
    germany: GERMANY,
    source: SOURCE,
  },
}

/** By the organisation's name. */
export const DEMO_SUPPLIERS: Record<string, SupplierProfile> = {
  Sonnwerk: SONNWERK,
  'Nordlicht Energie': NORDLICHT,
}
