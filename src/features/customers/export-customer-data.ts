import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { exportConsents } from './export-customer-consents.ts'
import { exportInvoices } from './export-customer-invoices.ts'
import { exportAuditEvents, exportUsageDays } from './export-customer-rows.ts'
import {
  exportAddresses,
  exportContracts,
  exportDeclarations,
  exportGridFeeReductions,
  exportMandates,
  exportMeterOrders,
  exportMeterReadings,
  exportMeters,
  exportSessions,
} from './export-customer-sections.ts'
import { findCustomer } from './queries.ts'

/** Each section of the file, what it holds, and where its rows come from: one by one, so that years fit into little memory. */
const SECTIONS = {
  consents: [
    exportConsents,
    'Apps of others that you allowed to read your data, since when, and when you took it back. An app stops by itself after a month without use.',
  ],
  addresses: [
    exportAddresses,
    'Where you are supplied and where your invoices go, earlier addresses included.',
  ],
  meters: [exportMeters, 'The meters of your contracts, with the identifiers the market knows them by.'],
  contracts: [
    exportContracts,
    'Your contracts. usage_estimate_wh is a year; instalment_cents a month; module_1 to module_3 are those it began with, module_changes what became of them.',
  ],
  mandates: [
    exportMandates,
    'Accounts you are debited from or paid to, the replaced ones included. Of an IBAN: country and last four.',
  ],
  meter_readings: [
    exportMeterReadings,
    'Registers at the beginning of a day, with who read them and the photo, if you sent one (base64).',
  ],
  invoices: [
    exportInvoices,
    'Every invoice, instalment and void, with its lines. period_end is the last day. unit_price is millionths of a euro per unit.',
  ],
  usage_days: [
    exportUsageDays,
    'What a smart meter measured: Wh of each quarter-hour of a Berlin day, in order; 92 or 100 of them when clocks change. status: final, preliminary, substitute, estimated.',
  ],
  meter_orders: [exportMeterOrders, 'Orders of a smart meter and how far they have come.'],
  grid_fee_reductions: [exportGridFeeReductions, 'Orders of a reduced grid fee (§ 14a EnWG).'],
  declarations: [exportDeclarations, 'Notices and withdrawals as you declared them.'],
  sessions: [exportSessions, 'When and from where you were signed in.'],
  audit_events: [
    exportAuditEvents,
    'What was done with your account, when and by whom. Addresses are given of what you did yourself.',
  ],
} as const

const ABOUT = {
  rights: 'Art. 15 and Art. 20 GDPR',
  units: 'Money is whole cents, energy whole watt-hours, VAT included where a name says gross.',
  times: 'Instants are ISO 8601 in UTC. Days are calendar days in Europe/Berlin.',
  sections: Object.fromEntries(Object.entries(SECTIONS).map(([name, [, text]]) => [name, text])),
}

/** Notes that the data go out. @throws Failure NOT_FOUND */
export async function recordDataExport(ctx: Ctx, customerId: CustomerId): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await findCustomer(tx, ctx.organizationId, customerId))) throw notFound('Customer')
    await recordAudit(tx, ctx, { action: 'customer.data_exported', subject: customerId, customerId })
  })
}

/** Everything stored about a customer, as the pieces of one JSON file that explains itself. */
export async function* exportCustomerData(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
  now: Temporal.Instant,
): AsyncGenerator<string> {
  const customer = await findCustomer(db, organizationId, customerId)
  if (!customer) throw notFound('Customer')
  const head = {
    object: 'customer_data_export',
    version: 1,
    exported_at: now.toString(),
    about: ABOUT,
    customer: {
      id: customer.id,
      type: customer.type,
      first_name: customer.first_name,
      last_name: customer.last_name,
      company_name: customer.company_name,
      email: customer.email,
      vat_id: customer.vat_id,
      external_id: customer.external_id,
      locale: customer.locale,
      created_at: customer.created_at,
    },
  }
  yield JSON.stringify(head).slice(0, -1)
  for (const [name, [rows]] of Object.entries(SECTIONS)) {
    yield `,\n${JSON.stringify(name)}:[`
    let separator = '\n'
    for await (const row of rows(db, organizationId, customerId)) {
      yield separator + JSON.stringify(row)
      separator = ',\n'
    }
    yield ']'
  }
  yield '}\n'
}
