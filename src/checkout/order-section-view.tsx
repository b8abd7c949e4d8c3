import type { OrderSection } from '../mail/order-mail.tsx'
import { Icon } from '../ui/icons.tsx'
import type { Row } from './order-words.ts'

/** Names and values, a line each. */
export const Record = ({ rows }: { rows: readonly Row[] }) => (
  <dl class="record">
    {rows.map(([label, value]) => (
      <div>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

/** A piece of the documents, folded away under its name. */
export const SectionDetails = ({
  section: { title, rows = [], paragraphs = [], parts = [] },
}: {
  section: OrderSection
}) => (
  <details class="proof">
    <summary>
      <Icon name="down" />
      {title}
    </summary>
    <div class="document">
      {rows.length > 0 && <Record rows={rows} />}
      {paragraphs.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      {parts.map((part) => (
        <>
          <h3>{part.title}</h3>
          {part.paragraphs.map((paragraph) => (
            <p>{paragraph}</p>
          ))}
        </>
      ))}
    </div>
  </details>
)
