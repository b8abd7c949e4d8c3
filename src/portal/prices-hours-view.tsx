import { QUARTER_MS } from '../domain/local-time.ts'
import { MOST_HOURS } from './prices-query.ts'
import { contractField } from './prices-url.ts'
import { quarterNames } from './prices-clock.ts'
import type { ShownQuarters } from './prices-view-model.ts'
import type { PartProps } from './prices-view.tsx'

/** How many hours in a row: a slider that works at once with its island, and by its button without. */
export const PricesHours = ({ t, model, shown }: PartProps & { shown: ShownQuarters }) => {
  const names = shown.isAsked ? quarterNames(shown.quarters.map(({ startsAt }) => startsAt)) : []
  const at = shown.chosen === null ? undefined : names[shown.chosen]
  const isOver = (shown.quarters.at(-1)?.startsAt ?? 0) + QUARTER_MS <= model.now
  const hidden = {
    ...contractField(model),
    ...(shown.view === 'day' && { day: shown.day }),
    ...(at !== undefined && { at }),
  }
  return (
    <form method="get" action="/prices" class="hours">
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label for="hours">{t(isOver ? 'prices.hoursPast' : 'prices.hours')}</label>
      <output for="hours">{t('prices.hoursValue', { count: shown.hours })}</output>
      <input id="hours" name="hours" type="range" min="1" max={MOST_HOURS} step="1" value={shown.hours} />
      <button type="submit" class="button plain">
        {t('prices.hoursShow')}
      </button>
    </form>
  )
}
