import type { CheckoutField, CheckoutProblems } from '../features/checkouts/checkout.ts'
import type { PageContext } from '../ui/page.ts'

/** What is wrong with the fields of a step, in words, in the order in which the fields stand on the page. */
export type ProblemWords = Readonly<Partial<Record<CheckoutField, string>>>

/** Looks up the words of `checkoutOffer.problem`; `values` fills in what some of them name, such as the earliest day. */
export function offerProblems(
  { t }: Pick<PageContext, 't'>,
  problems: CheckoutProblems,
  values: Readonly<Record<string, string>> = {},
): ProblemWords {
  // Readers name problems by strings; that each of theirs has its words is what their pages' tests look at.
  const say = t as (key: string, values: Readonly<Record<string, string>>) => string
  return Object.fromEntries(
    Object.entries(problems).map(([field, problem]) => [
      field,
      say(`checkoutOffer.problem.${field}.${problem}`, values),
    ]),
  )
}

/** For the summary above the form. */
export const summedUp = (
  words: ProblemWords,
  order: readonly CheckoutField[],
): { id: string; message: string }[] =>
  order.flatMap((id) => {
    const message = words[id]
    return message === undefined ? [] : [{ id, message }]
  })
