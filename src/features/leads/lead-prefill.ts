import type { Day } from '../../domain/local-time.ts'
import { earliestStart } from '../../domain/supply-start.ts'
import type { CheckoutField, CheckoutFields } from '../checkouts/checkout.ts'
import { maskIban } from '../subscriptions/subscription.ts'
import type { Lead } from './lead.ts'

/**
 * The fields of the checkout that a lead fills in, as if the visitor had typed them.
 *
 * The IBAN is not among them: whoever holds a lead's link could read it back. `iban` stays empty, and {@link leadAccount}
 * stands in for it: a payment step that is sent with an empty `iban` means the account on file, which the page names by its
 * mask alone; one that is typed goes before it.
 */
export function leadPrefill({ details }: Pick<Lead, 'details'>, today: Day): CheckoutFields {
  const { customer, address, meter, payment_method } = details
  const holder = payment_method?.sepa_debit.account_holder
  const isCompany = customer?.type === 'company'
  const known: Partial<Record<CheckoutField, string | null | undefined>> = {
    zip: address.zip,
    place: address.city,
    usage: String(Math.round(meter.estimated_usage)),
    meterType: meter.type,
    street: address.street,
    houseNumber: address.house_number,
    reason: details.change_reason ?? (details.previous_supplier ? 'supplier_change' : undefined),
    previousSupplier: details.previous_supplier,
    meterNumber: meter.number,
    ...startOf(details, today),
    customerType: customer?.type,
    firstName: customer?.first_name,
    lastName: customer?.last_name,
    companyName: isCompany ? customer.company_name : undefined,
    email: customer?.email,
    payment: payment_method ? 'sepa' : undefined,
    accountHolder: holder,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => typeof value === 'string'))
}

/** A day that has become impossible since is as good as the next possible one. */
function startOf({ next_possible_start, intended_start_date }: Lead['details'], today: Day): CheckoutFields {
  if (next_possible_start) return { start: 'next' }
  if (!intended_start_date) return {}
  return intended_start_date < earliestStart('consumption', today)
    ? { start: 'next' }
    : { start: 'on', startOn: intended_start_date }
}

/** The account that a lead brings along: the number for the order alone, the mask for the page. */
export interface LeadAccount {
  iban: string
  maskedIban: string
}

export function leadAccount({ details }: Pick<Lead, 'details'>): LeadAccount | undefined {
  const iban = details.payment_method?.sepa_debit.iban
  return iban ? { iban, maskedIban: maskIban(iban) } : undefined
}
