import type { IconName } from '../ui/icons.tsx'
import { Icon } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import type { TariffModel } from './tariff-view-model.ts'

interface Way {
  href: string
  icon: IconName
  label: string
  hint: string
}

/** The ways out, as easy to find as the way in; left out where none is open and none was taken. */
export const WaysCard = ({ page, model }: { page: PageContext; model: TariffModel }) => {
  const { t, format } = page
  const { contract, ways, today } = model
  const { terminateOn, withdrawUntil } = ways
  if (contract.status === 'ended') return null
  const open = openWays(page, model)
  const first =
    terminateOn === null
      ? contract.lastDay === null
        ? null
        : t('tariff.ways.endingText', { date: format.date(contract.lastDay) })
      : terminateOn === today
        ? t('tariff.ways.possibleToday')
        : t('tariff.ways.possible', { date: format.date(terminateOn) })
  if (first === null && withdrawUntil === null) return null
  return (
    <section class="ways" aria-labelledby="ways">
      <h2 id="ways">{t(terminateOn === null ? 'tariff.ways.ending' : 'tariff.ways.title')}</h2>
      {first !== null && <p class="lead">{first}</p>}
      {open.length > 0 && (
        <ul class="rows">
          {open.map(({ href, icon, label, hint }) => (
            <li>
              <a class="row" href={href}>
                <Icon name={icon} />
                <span class="row-text">
                  <strong>{label}</strong>
                  <span class="quiet small">{hint}</span>
                </span>
                <Icon name="chevron" class="chevron" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function openWays({ t, format }: PageContext, { contract, ways }: TariffModel): Way[] {
  const to = (way: string) => `/tariff/${way}?subscription=${encodeURIComponent(contract.id)}`
  const found: Way[] = []
  if (ways.terminateOn !== null) {
    found.push({
      href: to('terminate'),
      icon: 'calendar',
      label: t('tariff.ways.terminate'),
      hint:
        contract.noticeDays === 0
          ? t('tariff.ways.terminateHintNone')
          : t('tariff.ways.terminateHint', { count: contract.noticeDays }),
    })
  }
  if (ways.moveOutOn !== null) {
    found.push({
      href: to('move-out'),
      icon: 'home',
      label: t('tariff.ways.moveOut'),
      hint: t(contract.kind === 'feed_in' ? 'tariff.ways.moveOutHintFeedIn' : 'tariff.ways.moveOutHint'),
    })
  }
  if (ways.withdrawUntil !== null) {
    found.push({
      href: to('withdraw'),
      icon: 'left',
      label: t('tariff.ways.withdraw'),
      hint: t('tariff.ways.withdrawHint', { date: format.date(ways.withdrawUntil) }),
    })
  }
  return found
}
