import { Icon } from '../ui/icons.tsx'
import { Card, More } from '../ui/parts.tsx'
import { problemText } from './prices-problem.ts'
import { contractField, pricesUrl } from './prices-url.ts'
import type { PartProps } from './prices-view.tsx'

/** Any day of the contract, by its date; and the months, the latest first. */
export const PricesHistory = ({ t, format, model }: PartProps) => {
  const { problem, typed, firstDay, lastDay, shown } = model
  const range = { from: format.date(firstDay), to: format.date(lastDay) }
  const wrong = problem?.field === 'day' ? problem : null
  const day =
    shown.kind === 'quarters' || shown.kind === 'nothing'
      ? shown.day
      : shown.kind === 'month'
        ? shown.month
        : ''
  const months = [0, 1, 2].map((back) =>
    monthBefore(format.day(model.now) < lastDay ? format.day(model.now) : lastDay, back),
  )
  return (
    <Card title={t('prices.history.title')} class="screen-only">
      <form method="get" action="/prices" class="at" novalidate>
        {Object.entries(contractField(model)).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="field">
          <label for="day">{t('prices.history.label')}</label>
          <p class="hint" id="day-hint">
            {t('prices.history.hint', range)}
          </p>
          <div class="at-line">
            <input
              id="day"
              name="day"
              type={wrong?.reason === 'malformed' ? 'text' : 'date'}
              min={firstDay}
              max={lastDay}
              value={wrong === null ? day : typed.day}
              aria-invalid={wrong === null ? undefined : 'true'}
              aria-describedby={wrong === null ? 'day-hint' : 'day-hint day-error'}
            />
            <button type="submit" class="button plain">
              {t('prices.history.show')}
            </button>
          </div>
          {wrong !== null && (
            <p class="error" id="day-error">
              <Icon name="alert" />
              <span>{problemText(t, format, model, wrong)}</span>
            </p>
          )}
        </div>
      </form>
      <ul class="months">
        {months
          .filter((month) => month >= firstDay.slice(0, 7))
          .map((month) => (
            <li>
              <More href={pricesUrl(model, { month })}>
                {t('prices.history.month', { month: format.month(`${month}-01`) })}
              </More>
            </li>
          ))}
      </ul>
    </Card>
  )
}

function monthBefore(day: string, back: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - back
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}
