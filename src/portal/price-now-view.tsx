import { QUARTER_MS } from '../domain/local-time.ts'
import type { PriceLevel } from '../domain/price-level.ts'
import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { IconName } from '../ui/icons.tsx'
import { Figure, Tag, type Tone } from '../ui/parts.tsx'

const LEVELS: Record<PriceLevel, { tone: Tone; icon: IconName }> = {
  'very-low': { tone: 'ok', icon: 'falling' },
  low: { tone: 'ok', icon: 'falling' },
  usual: { tone: 'plain', icon: 'steady' },
  high: { tone: 'warn', icon: 'rising' },
  'very-high': { tone: 'bad', icon: 'rising' },
}

/** The price of this quarter-hour, and how it compares with the customer's last 30 days. */
export const PriceNow = ({
  t,
  format,
  current,
  level,
}: {
  t: T
  format: Format
  current: { startsAt: number; microEurPerKwh: number }
  level: PriceLevel | null
}) => (
  <div class="price-now">
    <Figure
      value={format.ct(current.microEurPerKwh)}
      unit="ct/kWh"
      note={t('price.until', { time: format.time(current.startsAt + QUARTER_MS) })}
    />
    {level !== null && (
      <p class="price-level">
        <Tag tone={LEVELS[level].tone} icon={LEVELS[level].icon}>
          {t(`level.${level}`)}
        </Tag>
        <span>{t('price.compared')}</span>
      </p>
    )}
  </div>
)
