import { addMonths, type Day, firstDayOf, monthOf, yearOf } from '../domain/local-time.ts'
import { SONNWERK_BRAND } from './brands.ts'
import { FIRST_DAY } from './demo-prices.ts'
import { ANALOG_SERIES, type DemoOrganization } from './demo-world.ts'

/** A solar and heat-pump installer whose customers also buy their electricity from it. */
export const sonnwerk = (today: Day): DemoOrganization => ({
  name: 'Sonnwerk',
  hasPartnerApp: true,
  brand: SONNWERK_BRAND,
  clients: [
    { clientId: 'demo', secret: 'demo-secret', name: 'Demo', scope: 'read:* write:*' },
    { clientId: 'demo-read', secret: 'demo-read-secret', name: 'Demo, read only', scope: 'read:*' },
  ],
  plans: [
    {
      plan: { slug: 'sonnwerk', name: 'Sonnwerk Dynamisch', baseFeeCents: 499, markupMicroEurPerKwh: 15_000 },
      portal: { portalEnabled: true, checkoutEnabled: true },
    },
    {
      plan: {
        slug: 'sonnwerk-fix',
        name: 'Sonnwerk Fix',
        tariff: 'fixed',
        baseFeeCents: 990,
        workingPriceMicroEurPerKwh: 118_000,
      },
      portal: { portalEnabled: true },
    },
    {
      plan: {
        slug: 'sonnwerk-solar',
        name: 'Sonnwerk Einspeisung',
        type: 'feed_in',
        tariff: 'fixed',
        feedInMicroEurPerKwh: 78_600,
      },
      portal: { portalEnabled: true },
    },
    { plan: { slug: 'sonnwerk-intern', name: 'Sonnwerk Intern', markupMicroEurPerKwh: 5000 } },
  ],
  customers: [
    {
      customer: person('Anna', 'Sommer', 'anna@example.com', '1', 'sonnwerk'),
      createdOn: '2025-06-30',
      contracts: [
        {
          series: 'anna',
          orders: { meter: 'activated', module1: 'activated' },
          subscription: {
            planSlug: 'sonnwerk',
            number: 'H62SU12A',
            startOn: FIRST_DAY,
            address: { street: 'Weserstraße', houseNumber: '41', zip: '12045', city: 'Berlin' },
            meter: { type: 'smart', number: '1APA0195124010', malo: '41373559241' },
            paymentMethod: { accountHolder: 'Anna Sommer', iban: 'DE02120300000000202051' },
            estimatedUsageWh: 3_900_000,
            module1: true,
          },
        },
      ],
    },
    {
      customer: person('Bernd', 'Winter', 'bernd@example.com', '2', 'sonnwerk-fix'),
      createdOn: '2025-07-21',
      contracts: [
        {
          series: ANALOG_SERIES,
          orders: { meter: 'blocked' },
          subscription: {
            planSlug: 'sonnwerk-fix',
            number: 'H71KW30B',
            startOn: FIRST_DAY,
            address: { street: 'Jakoberstraße', houseNumber: '8', zip: '86152', city: 'Augsburg' },
            meter: { type: 'analog', number: '48213377', malo: '52044177311' },
            paymentMethod: { accountHolder: 'Bernd Winter', iban: 'DE02100500000054540402' },
            estimatedUsageWh: 2_900_000,
          },
        },
      ],
    },
    {
      customer: person('Clara', 'Neu', 'clara@example.com', '3', 'sonnwerk'),
      createdOn: today,
      contracts: [],
    },
    {
      customer: {
        type: 'company',
        first_name: 'Dilek',
        last_name: 'Yıldız',
        company_name: 'Dilek Yıldız GmbH',
        email: 'dilek@example.com',
        vat_id: 'DE136695976',
        externalId: '4',
        planSlug: 'sonnwerk',
      },
      createdOn: '2025-07-28',
      contracts: [
        {
          series: 'dilek-shop',
          subscription: {
            planSlug: 'sonnwerk',
            number: 'H80LA55D',
            startOn: FIRST_DAY,
            address: { street: 'Oranienstraße', houseNumber: '112', zip: '10969', city: 'Berlin' },
            meter: { type: 'smart', number: '1EMH0011223344', malo: '52044177329' },
            paymentMethod: { accountHolder: 'Dilek Yıldız GmbH', iban: 'DE02500105170137075030' },
            estimatedUsageWh: 9_200_000,
          },
        },
        {
          series: 'dilek-home',
          subscription: {
            planSlug: 'sonnwerk',
            number: 'H80WO56D',
            startOn: FIRST_DAY,
            address: { street: 'Reichenberger Straße', houseNumber: '17', zip: '10999', city: 'Berlin' },
            meter: { type: 'smart', number: '1EMH0011223351', malo: '52044177337' },
            paymentMethod: { accountHolder: 'Dilek Yıldız GmbH', iban: 'DE02500105170137075030' },
            estimatedUsageWh: 3_400_000,
          },
        },
      ],
    },
    {
      customer: person('Emil', 'Intern', 'emil@example.com', '5', 'sonnwerk-intern'),
      createdOn: firstDayOf(addMonths(monthOf(today), -3)),
      contracts: [
        {
          series: 'emil',
          subscription: {
            planSlug: 'sonnwerk-intern',
            number: 'H90IN01E',
            startOn: firstDayOf(addMonths(monthOf(today), -2)),
            address: { street: 'Gleimstraße', houseNumber: '5', zip: '10437', city: 'Berlin' },
            meter: { type: 'smart', number: '1EMH0022334455', malo: '52044177345' },
            estimatedUsageWh: 2_900_000,
          },
        },
      ],
    },
    {
      customer: person('Frida', 'Sonne', 'frida@example.com', '6', 'sonnwerk'),
      createdOn: '2025-07-14',
      contracts: [
        {
          series: 'frida',
          orders: { module1: 'ordered' },
          subscription: {
            planSlug: 'sonnwerk',
            number: 'H66VB20F',
            startOn: FIRST_DAY,
            address: { street: 'Am Sonnenhang', houseNumber: '3', zip: '86199', city: 'Augsburg' },
            meter: { type: 'smart', number: '1LGZ0044556677', malo: '51238696781' },
            paymentMethod: { accountHolder: 'Frida Sonne', iban: 'DE89370400440532013000' },
            estimatedUsageWh: 2_600_000,
          },
        },
        {
          series: 'frida-roof',
          subscription: {
            planSlug: 'sonnwerk-solar',
            number: 'H66ES21F',
            startOn: FIRST_DAY,
            address: { street: 'Am Sonnenhang', houseNumber: '3', zip: '86199', city: 'Augsburg' },
            meter: { type: 'smart', number: '1LGZ0044556678', malo: '48662918097' },
            paymentMethod: { accountHolder: 'Frida Sonne', iban: 'DE89370400440532013000' },
            estimatedUsageWh: 7_000_000,
          },
        },
      ],
    },
    {
      customer: person('Gero', 'Fort', 'gero@example.com', '7', 'sonnwerk'),
      createdOn: '2025-08-04',
      contracts: [
        {
          series: 'gero',
          endOn: `${yearOf(today) - 1}-12-01` as Day,
          subscription: {
            planSlug: 'sonnwerk',
            number: 'H74EN09G',
            startOn: FIRST_DAY,
            address: { street: 'Kantstraße', houseNumber: '99', zip: '10627', city: 'Berlin' },
            meter: { type: 'smart', number: '1APA0195130772', malo: '53091822016' },
            paymentMethod: { accountHolder: 'Gero Fort', iban: 'DE02120300000000202051' },
            estimatedUsageWh: 1_700_000,
          },
        },
      ],
    },
  ],
})

/** `externalId` is the user's id in the partner's own app. */
function person(first: string, last: string, email: string, externalId: string, planSlug: string) {
  return { type: 'person' as const, first_name: first, last_name: last, email, externalId, planSlug }
}
