import type { T } from '../ui/i18n.ts'

export interface ContractChoice {
  id: string
  label: string
  /** What tells two contracts of one tariff apart: the address. */
  detail: string
}

/** Which contract a page speaks of; left out when there is only one. */
export const ContractSwitcher = ({
  t,
  path,
  contracts,
  currentId,
}: {
  t: T
  path: string
  contracts: readonly ContractChoice[]
  currentId: string
}) =>
  contracts.length < 2 ? null : (
    <nav class="switcher" aria-label={t('overview.switcher')}>
      <ul>
        {contracts.map(({ id, label, detail }) => (
          <li>
            <a
              href={`${path}?subscription=${encodeURIComponent(id)}`}
              aria-current={id === currentId ? 'true' : undefined}
            >
              <strong>{label}</strong>
              <span class="small quiet">{detail}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
