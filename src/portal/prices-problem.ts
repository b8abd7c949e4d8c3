import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { FieldProblem, PricesModel } from './prices-view-model.ts'

/** What is wrong with a time or a day that was typed, and what to do. */
export function problemText(
  t: T,
  format: Format,
  { firstDay, lastDay }: PricesModel,
  { field, reason }: FieldProblem,
): string {
  if (field === 'at') return t(reason === 'malformed' ? 'prices.at.malformed' : 'prices.at.notThatDay')
  if (reason === 'malformed') return t('prices.history.malformed')
  return t('prices.history.outside', { from: format.date(firstDay), to: format.date(lastDay) })
}
