import type { CheckoutProblems } from '../features/checkouts/checkout.ts'
import type { PageContext } from '../ui/page.ts'
import type { ProblemWords } from './problem-words.ts'

/** Looks up the words of `checkoutOrder.problem` for the fields of the second half. */
export function orderProblems({ t }: Pick<PageContext, 't'>, problems: CheckoutProblems): ProblemWords {
  // Readers name problems by strings; that each of theirs has its words is what their pages' tests look at.
  const say = t as (key: string) => string
  return Object.fromEntries(
    Object.entries(problems).map(([field, problem]) => [
      field,
      say(`checkoutOrder.problem.${field}.${problem}`),
    ]),
  )
}
