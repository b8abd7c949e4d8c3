import { NORDLICHT_BRAND } from './brands.ts'
import { FIRST_DAY } from './demo-prices.ts'
import { type DemoOrganization } from './demo-world.ts'

/** Another brand with its own customers; its Anna shares an e-mail address with Sonnwerk's and nothing else. */
export const nordlicht = (): DemoOrganization => ({
  name: 'Nordlicht Energie',
  hasPartnerApp: false,
  brand: NORDLICHT_BRAND,
  clients: [
    { clientId: 'nordlicht', secret: 'nordlicht-secret', name: 'Nordlicht', scope: 'read:* write:*' },
  ],
  plans: [
    {
      plan: { slug: 'nordlicht', name: 'Nordlicht Flow', baseFeeCents: 590, markupMicroEurPerKwh: 12_000 },
      portal: { portalEnabled: true, checkoutEnabled: true },
    },
  ],
  customers: [
    {
      customer: {
        type: 'person',
        first_name: 'Anna',
        last_name: 'Petersen',
        email: 'anna@example.com',
        planSlug: 'nordlicht',
      },
      createdOn: '2025-07-10',
      contracts: [
        {
          series: 'nordlicht-anna',
          subscription: {
            planSlug: 'nordlicht',
            number: 'NL204417',
            startOn: FIRST_DAY,
            address: { street: 'Holtenauer Straße', houseNumber: '204', zip: '24105', city: 'Kiel' },
            meter: { type: 'smart', number: '1ITR0033445566', malo: '53091822024' },
            paymentMethod: { accountHolder: 'Anna Petersen', iban: 'DE02100500000054540402' },
            estimatedUsageWh: 3_200_000,
          },
        },
      ],
    },
    {
      customer: {
        type: 'person',
        first_name: 'Hanne',
        last_name: 'Möller',
        email: 'hanne@example.com',
        planSlug: 'nordlicht',
      },
      createdOn: '2025-07-22',
      contracts: [
        {
          series: 'nordlicht-hanne',
          orders: { module1: 'activated' },
          subscription: {
            planSlug: 'nordlicht',
            number: 'NL309182',
            startOn: FIRST_DAY,
            address: { street: 'Feldstraße', houseNumber: '66', zip: '24105', city: 'Kiel' },
            meter: { type: 'smart', number: '1ITR0033445573', malo: '53091822032' },
            paymentMethod: { accountHolder: 'Hanne Möller', iban: 'DE02500105170137075030' },
            estimatedUsageWh: 6_300_000,
            module1: true,
          },
        },
      ],
    },
  ],
})
