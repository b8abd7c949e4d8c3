import { addDays } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { pricesUrl } from './prices-url.ts'
import type { PartProps } from './prices-view.tsx'

/** Now, a day or a month, and the one before and after. Every day and month has an address of its own. */
export const PricesNavigation = ({ t, format, model }: PartProps) => {
  const { shown, contract, firstDay, lastDay } = model
  const today = format.day(model.now)
  const day = shown.kind === 'quarters' || shown.kind === 'nothing' ? shown.day : null
  const month = shown.kind === 'month' ? shown.month : (day ?? today)
  const isNow = shown.kind === 'quarters' && shown.view === 'now'
  const views = [
    ...(contract.status === 'active'
      ? [{ href: pricesUrl(model, {}), label: t('prices.viewNow'), current: isNow }]
      : []),
    {
      href: pricesUrl(model, { day: dayToOpen(month, today, lastDay) }),
      label: t('prices.viewDay'),
      current: day !== null && !isNow,
    },
    {
      href: pricesUrl(model, { month: month.slice(0, 7) }),
      label: t('prices.viewMonth'),
      current: shown.kind === 'month',
    },
  ]
  const earlier = isNow || day === null ? null : addDays(day, -1)
  const later = isNow || day === null ? null : addDays(day, 1)
  return (
    <div class="period">
      <nav aria-label={t('prices.views')}>
        <ul class="views">
          {views.map(({ href, label, current }) => (
            <li>
              <a href={href} aria-current={current ? 'true' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {!isNow && (
        <div class="steps-nav">
          {shown.kind === 'month' ? (
            <>
              <Step
                icon="left"
                label={t('prices.previousMonth')}
                href={shown.earlier === null ? null : pricesUrl(model, { month: shown.earlier })}
              />
              <strong>{format.month(shown.month)}</strong>
              <Step
                icon="right"
                label={t('prices.nextMonth')}
                href={shown.later === null ? null : pricesUrl(model, { month: shown.later })}
              />
            </>
          ) : (
            <>
              <Step
                icon="left"
                label={t('prices.previousDay')}
                href={earlier !== null && earlier >= firstDay ? pricesUrl(model, { day: earlier }) : null}
              />
              <strong>{day !== null && format.weekday(day)}</strong>
              <Step
                icon="right"
                label={t('prices.nextDay')}
                href={later !== null && later <= lastDay ? pricesUrl(model, { day: later }) : null}
              />
            </>
          )}
        </div>
      )}
    </div>
  )
}

/** From a month back to a day of it: the last one that there is. */
function dayToOpen(inMonth: string, today: string, lastDay: string): string {
  const latest = today < lastDay ? today : lastDay
  if (inMonth.slice(0, 7) === latest.slice(0, 7)) return inMonth.endsWith('-01') ? latest : inMonth
  return inMonth
}

const Step = ({ icon, label, href }: { icon: IconName; label: string; href: string | null }) =>
  href === null ? (
    <span />
  ) : (
    <a href={href} aria-label={label}>
      <Icon name={icon} />
    </a>
  )
