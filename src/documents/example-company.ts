/** A company that does not exist, for the demo and for tests: every number has the right check digits and belongs to nobody. */
export const EXAMPLE_COMPANY = {
  address: { street: 'Lichtallee', houseNumber: '12', zip: '12045', city: 'Berlin' },
  register: { court: 'Amtsgericht Charlottenburg', number: 'HRB 000000 B' },
  managingDirectors: ['Sina Beispiel'],
  vatId: 'DE136695976',
  taxNumber: '27/000/00000',
  creditorId: 'DE98ZZZ09999999999',
  hotline: { phone: '030 1234567', hours: { de: 'Mo–Fr 8–18 Uhr', en: 'Mon–Fri 8:00–18:00' } },
}
