import type { Child } from 'hono/jsx'
import { Icon } from './icons.tsx'
import type { T } from './i18n.ts'

interface ProofProps {
  t: T
  /** Two tables beside each other where there is room. */
  pair?: boolean
  /** What explains the tables' signs. */
  legend?: string | null
  children?: Child
}

/** The values behind a chart as a table, folded away until somebody wants to read them. */
export const Proof = ({ t, pair = false, legend = null, children }: ProofProps) => (
  <details class="proof">
    <summary>
      {t('parts.showTable')}
      <Icon name="down" />
    </summary>
    <div class={pair ? 'proof-body pair' : 'proof-body'}>{children}</div>
    {legend !== null && <p class="small quiet">{legend}</p>}
  </details>
)
