import type { UsageStatus } from './chart-usage-price.tsx'
import type { T } from './i18n.ts'

type Soft = Exclude<UsageStatus, 'final'>
const SOFT: readonly Soft[] = ['preliminary', 'substitute', 'estimated']

/** Slanted lines, dots, or level lines: told apart in print and by who sees no colours, and each named in the legend. */
export const UsagePatterns = ({ statuses }: { statuses: readonly UsageStatus[] }) => (
  <defs>
    {SOFT.filter((status) => statuses.includes(status)).map((status) => (
      <pattern
        id={`usage-${status}`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform={status === 'preliminary' ? 'rotate(45)' : undefined}
      >
        <rect class="hatch-ground" width="6" height="6" />
        {status === 'substitute' ? (
          <circle class="hatch-dot" cx="3" cy="3" r="1.6" />
        ) : (
          <line
            class="hatch-line"
            x1={status === 'preliminary' ? '0' : '0'}
            x2={status === 'preliminary' ? '0' : '6'}
            y1={status === 'preliminary' ? '0' : '1'}
            y2={status === 'preliminary' ? '6' : '1'}
          />
        )}
      </pattern>
    ))}
  </defs>
)

/** What is drawn, beside a piece of it. */
export const UsageLegend = ({
  t,
  unit,
  priceName,
  statuses,
}: {
  t: T
  unit: string
  priceName: string | null
  statuses: readonly UsageStatus[]
}) => (
  <ul class="legend small">
    <li>
      <Swatch
        status={statuses.includes('final') || statuses.length === 0 ? 'final' : (statuses[0] ?? 'final')}
      />
      {unit}
    </li>
    {priceName !== null && (
      <li>
        <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
          <path class="cost-line" d="M0,11H6V5H16" />
        </svg>
        {priceName}
      </li>
    )}
    {statuses.length === 1 && statuses[0] === 'final' ? (
      <li>{t('usagePage.allFinal')}</li>
    ) : (
      SOFT.filter((status) => statuses.includes(status)).map((status) => (
        <li>
          <Swatch status={status} />
          {t(`usagePage.legend.${status}`)}
        </li>
      ))
    )}
  </ul>
)

const Swatch = ({ status }: { status: UsageStatus }) => (
  <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
    <rect
      class={status === 'final' ? 'bar' : 'bar hatched'}
      width="16"
      height="16"
      rx="3"
      fill={status === 'final' ? undefined : `url(#usage-${status})`}
    />
  </svg>
)
