import { sepaIbanFault } from '../domain/iban.ts'
import type { CheckoutFields, CheckoutProblems } from '../features/checkouts/checkout.ts'
import type { PageContext } from '../ui/page.ts'
import type { ProblemWords } from './problem-words.ts'

/** What is wrong with an account, in the words of the portal's own form for it. */
export function paymentProblems(
  { t, format }: PageContext,
  { iban = '' }: CheckoutFields,
  problems: CheckoutProblems,
): ProblemWords {
  const wrong: { -readonly [Field in keyof ProblemWords]: ProblemWords[Field] } = {}
  if (problems.payment !== undefined) wrong.payment = t('checkoutOrder.problem.payment.missing')
  const holder = problems.accountHolder
  if (holder === 'missing' || holder === 'too_long' || holder === 'character') {
    wrong.accountHolder = t(`paymentChange.wrongHolder.${holder}`)
  }
  if (problems.iban !== undefined) {
    // An account on file that cannot be used is like none.
    const fault = sepaIbanFault(iban) ?? { kind: 'missing' as const }
    const countries = new Intl.DisplayNames(format.locale, { type: 'region' })
    wrong.iban =
      fault.kind === 'length'
        ? t('paymentChange.wrongIban.length', {
            country: countries.of(fault.country) ?? fault.country,
            expected: fault.expected,
            given: fault.given,
          })
        : t(`paymentChange.wrongIban.${fault.kind}`)
  }
  return wrong
}
