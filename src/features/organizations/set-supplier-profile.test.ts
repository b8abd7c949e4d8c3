import { describe, expect, it } from 'vitest'
import { CONSUMER_CONTACTS } from '../../documents/consumer-contacts.ts'
import { newId } from '../../domain/identifiers.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { setSupplierProfile } from './set-supplier-profile.ts'
import { findSupplier, type SupplierProfile, supplierProfile } from './supplier-profile.ts'

const PROFILE: SupplierProfile = {
  legalName: 'Sonnwerk GmbH',
  address: { street: 'Lichtallee', houseNumber: '12', zip: '12045', city: 'Berlin' },
  register: { court: 'Amtsgericht Charlottenburg', number: 'HRB 000000 B' },
  managingDirectors: ['Sina Beispiel'],
  vatId: 'de 136 695 976',
  creditorId: 'DE98 ZZZ 0999 9999 999',
  email: 'hallo@sonnwerk.example',
  hotline: { phone: '030 1234567' },
  bankAccount: {
    holder: 'Sonnwerk GmbH',
    iban: 'DE02 1203 0000 0000 2020 51',
    bank: 'Beispielbank',
  },
}

describe('a supplier profile', () => {
  it('is kept tidied, filled with what is the same for everyone, and replaced by the next', async () => {
    const { db, ctx, organizationId } = await createRetailer()
    expect(await findSupplier(db, organizationId)).toBeNull()
    await setSupplierProfile(ctx, PROFILE)
    expect(await findSupplier(db, organizationId)).toMatchObject({
      vatId: 'DE136695976',
      creditorId: 'DE98ZZZ09999999999',
      bankAccount: { iban: 'DE02120300000000202051', bic: null },
      meteringIncluded: true,
      energyMix: null,
      contacts: { disputes: CONSUMER_CONTACTS.disputes },
    })
    const advice = {
      name: { de: 'Beratung', en: 'Advice' },
      text: { de: 'Fragen Sie.', en: 'Ask.' },
      lines: ['www.beratung.example'],
    }
    await setSupplierProfile(ctx, { ...PROFILE, legalName: 'Sonnwerk AG', contacts: { advice } })
    expect(await findSupplier(db, organizationId)).toMatchObject({
      legalName: 'Sonnwerk AG',
      contacts: { advice, regulator: CONSUMER_CONTACTS.regulator },
    })
    const audit = await db
      .selectFrom('audit_events')
      .select('details')
      .where('organization_id', '=', organizationId)
      .where('action', '=', 'organization.supplier_profile_set')
      .execute()
    expect(audit).toHaveLength(2)
  })

  it('belongs to its organisation alone', async () => {
    const [mine, other] = [await createRetailer(), await createRetailer()]
    await setSupplierProfile(mine.ctx, PROFILE)
    expect(await findSupplier(mine.db, other.organizationId)).toBeNull()
    await expect(
      setSupplierProfile({ ...mine.ctx, organizationId: newId('organization') }, PROFILE),
    ).rejects.toThrow('Organization not found.')
  })

  const mix = (shares: { kind: 'coal' | 'gas'; percent: number }[]) => ({
    shares,
    co2GramsPerKwh: 0,
    radioactiveWasteMilligramsPerKwh: 0,
  })
  const both = { de: 'x', en: 'x' }

  it.each([
    ['a VAT id whose check digit is wrong', { vatId: 'DE136695977' }, 'vatId'],
    ['a creditor id whose check digits are wrong', { creditorId: 'DE99ZZZ09999999999' }, 'creditorId'],
    [
      'an IBAN with two digits swapped',
      { bankAccount: { holder: 'S', bank: 'B', iban: 'DE02120300000000202015' } },
      'bankAccount.iban',
    ],
    ['a postal code that cannot be', { address: { ...PROFILE.address, zip: '00123' } }, 'address.zip'],
    ['no director', { managingDirectors: [] }, 'managingDirectors'],
    ['a field nobody knows', { motto: 'Sun' }, ''],
    [
      'shares that do not make a whole',
      {
        energyMix: {
          year: 2025,
          supplier: mix([{ kind: 'coal', percent: 60 }]),
          germany: mix([{ kind: 'gas', percent: 100 }]),
          source: both,
        },
      },
      'energyMix.supplier.shares',
    ],
    [
      'a kind of energy named twice',
      {
        energyMix: {
          year: 2025,
          supplier: mix([{ kind: 'gas', percent: 100 }]),
          germany: mix([
            { kind: 'gas', percent: 50 },
            { kind: 'gas', percent: 50 },
          ]),
          source: both,
        },
      },
      'energyMix.germany.shares',
    ],
  ])('refuses %s', (_, wrong, path) => {
    const parsed = supplierProfile.safeParse({ ...PROFILE, ...wrong })
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})
