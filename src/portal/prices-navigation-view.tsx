import { addDays } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { pricesUrl } from './prices-url.ts'
import type { PartProps } from './prices-view.tsx'

/** Now, a day or a month, and the ways to its neighbours. Every day and month has an address of its own. */
export const PricesNavigation = ({ t, format, model }: PartProps) => {
  const { shown, contract, firstDay, lastDay } = model
  const today = format.day(model.now)
  const latest = today < lastDay ? today : lastDay
  const isNow = shown.kind === 'quarters' && shown.view === 'now'
  const day = shown.kind === 'month' ? shown.month : shown.kind === 'fixed' ? today : shown.day
  const views = [
    ...(contract.status === 'active'
      ? [{ href: pricesUrl(model, {}), label: t('prices.viewNow'), current: isNow }]
      : []),
    {
      href: pricesUrl(model, { day: shown.kind === 'month' && isSameMonth(day, latest) ? latest : day }),
      label: t('prices.viewDay'),
      current: shown.kind !== 'month' && !isNow,
    },
    {
      href: pricesUrl(model, { month: day.slice(0, 7) }),
      label: t('prices.viewMonth'),
      current: shown.kind === 'month',
    },
  ]
  const earlier = addDays(day, -1)
  const later = addDays(day, 1)
  return (
    <div class="period-bar">
      <nav aria-label={t('prices.views')}>
        <ul class="view-switch">
          {views.map(({ href, label, current }) => (
            <li>
              <a href={href} aria-current={current ? 'true' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {shown.kind === 'month' ? (
        <Neighbours
          label={t('prices.neighbours')}
          earlier={
            shown.earlier && {
              href: pricesUrl(model, { month: shown.earlier }),
              name: format.month(`${shown.earlier}-01`),
            }
          }
          later={
            shown.later && {
              href: pricesUrl(model, { month: shown.later }),
              name: format.month(`${shown.later}-01`),
            }
          }
        />
      ) : (
        <Neighbours
          label={t('prices.neighbours')}
          earlier={
            earlier >= firstDay
              ? { href: pricesUrl(model, { day: earlier }), name: format.weekday(earlier) }
              : null
          }
          later={
            later <= lastDay && !isNow
              ? { href: pricesUrl(model, { day: later }), name: format.weekday(later) }
              : null
          }
        />
      )}
    </div>
  )
}

const isSameMonth = (one: string, other: string): boolean => one.slice(0, 7) === other.slice(0, 7)

interface Neighbour {
  href: string
  name: string
}

const Neighbours = ({
  label,
  earlier,
  later,
}: {
  label: string
  earlier: Neighbour | '' | null
  later: Neighbour | '' | null
}) =>
  earlier || later ? (
    <nav class="neighbours" aria-label={label}>
      {earlier && (
        <a href={earlier.href} rel="prev">
          <Icon name="left" />
          <span>{earlier.name}</span>
        </a>
      )}
      {later && (
        <a href={later.href} rel="next">
          <span>{later.name}</span>
          <Icon name="right" />
        </a>
      )}
    </nav>
  ) : null
