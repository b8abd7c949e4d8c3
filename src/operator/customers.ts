import { Command } from 'commander'
import { z } from 'zod'
import { createCustomer } from '../features/customers/create-customer.ts'
import { externalId, insertCustomer } from '../features/customers/customer.ts'
import { operatorCtx } from './ctx.ts'
import { findCustomers, type CustomerListing } from './customer-listing.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { resolveOrganization, resolvePlan } from './lookups.ts'
import { formatInstant, type Output, type Row } from './output.ts'
import { parseWhole } from './units.ts'

interface CreateOptions {
  plan?: string
  organization?: string
  email?: string
  firstName?: string
  lastName?: string
  companyName?: string
  vatId?: string
  externalId?: string
  locale?: string
}

/** What the command line adds to the wire's customer. */
const additions = z.object({ externalId: externalId.optional(), locale: z.enum(['de', 'en']).optional() })

export function customersCommand(deps: OperatorDeps, output: Output): Command {
  const customers = new Command('customers').description('the people and companies who sign in to a portal')

  customers
    .command('create')
    .description('create a customer without a contract: signing in opens the checkout of the plan')
    .option('--plan <slug or id>', 'the plan whose portal or checkout opens (required)')
    .option('--organization <id or name>', 'refuse unless the plan belongs to this organisation')
    .option('--email <address>', 'unique in the organisation (required)')
    .option('--first-name <name>', 'of the person, or of the company’s contact (required)')
    .option('--last-name <name>', '(required)')
    .option('--company-name <name>', 'makes the customer a company')
    .option('--vat-id <id>', 'VAT identification number')
    .option('--external-id <id>', 'the partner’s own id of this customer')
    .option('--locale <locale>', 'de or en, unless the customer chooses another')
    .action(async (options: CreateOptions) => {
      const input = new Input()
      const reference = input.required('--plan', options.plan)
      const customer = input.check(insertCustomer, {
        type: options.companyName === undefined ? 'person' : 'company',
        first_name: options.firstName,
        last_name: options.lastName,
        company_name: options.companyName,
        email: options.email,
        vat_id: options.vatId,
      })
      const added = input.check(additions, { externalId: options.externalId, locale: options.locale })
      input.done()
      if (!customer || !added) return
      const db = await deps.database()
      const plan = await resolvePlan(db, reference, options.organization)
      const { id } = await createCustomer(operatorCtx(deps, db, plan.organizationId), {
        ...customer,
        planSlug: plan.slug,
        ...(added.externalId !== undefined && { externalId: added.externalId }),
        ...(added.locale !== undefined && { locale: added.locale }),
      })
      const [created] = await findCustomers(db, plan.organizationId, { id, limit: 1 })
      if (created) output.one(created, rowsOf(created))
    })

  customers
    .command('list')
    .description("list an organisation's customers, newest first")
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--email <address>', 'the one with this address')
    .option('--limit <number>', 'at most so many', '50')
    .action(async (options: { organization?: string; email?: string; limit: string }) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const limit = input.read('--limit', options.limit, parseWhole)
      if (limit !== undefined)
        input.check(z.object({ limit: z.int().min(1).max(10_000) }), { limit }, () => ({
          flag: '--limit',
          show: String,
        }))
      input.done()
      const db = await deps.database()
      const organization = await resolveOrganization(db, reference)
      output.list(
        await findCustomers(db, organization.id, {
          limit: limit ?? 50,
          ...(options.email !== undefined && { email: options.email }),
        }),
        [
          { title: 'ID', of: ({ id }) => id },
          { title: 'NAME', of: nameOf },
          { title: 'E-MAIL', of: ({ email }) => email },
          { title: 'PLAN', of: ({ planSlug }) => planSlug },
          { title: 'EXTERNAL ID', of: ({ externalId: own }) => own ?? '-' },
          { title: 'CREATED', of: ({ createdAt }) => formatInstant(createdAt) },
        ],
        'No such customer. Make one: stromtor customers create --plan … --email … --first-name … --last-name …',
      )
    })

  return customers
}

const nameOf = ({ companyName, firstName, lastName }: CustomerListing): string =>
  companyName === null ? `${firstName} ${lastName}` : `${companyName} (${firstName} ${lastName})`

const rowsOf = (customer: CustomerListing): Row[] => [
  ['Customer', customer.id],
  ['Organisation', customer.organizationId],
  ['Name', nameOf(customer)],
  ['E-mail', customer.email],
  ['Plan', customer.planSlug],
  ['External id', customer.externalId ?? '-'],
  ['Locale', customer.locale ?? 'as the brand'],
  ['Created', formatInstant(customer.createdAt)],
]
