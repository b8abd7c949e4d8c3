import type { Child } from 'hono/jsx'
import { Icon, type IconName } from './icons.tsx'

export type Tone = 'ok' | 'warn' | 'bad' | 'plain'

/** The sentence a page opens with: its only `<h1>`. */
export const Answer = ({ kicker, title, lead }: { kicker?: Child; title: string; lead?: Child }) => (
  <div class="answer">
    {kicker !== undefined && <p class="kicker">{kicker}</p>}
    <h1>{title}</h1>
    {lead !== undefined && <p class="lead">{lead}</p>}
  </div>
)

/** One large number with its unit; `before` for a word such as "about". */
export const Figure = ({
  value,
  unit,
  note,
  size = 'large',
}: {
  value: string
  unit?: string | undefined
  /** A word about the number, under its unit. */
  note?: string | undefined
  size?: 'large' | 'medium'
}) => (
  <p class={size === 'medium' ? 'figure medium' : 'figure'}>
    <span>{value}</span>
    {unit !== undefined && (
      <span class="unit">
        {unit}
        {note !== undefined && <span class="note">{note}</span>}
      </span>
    )}
  </p>
)

export const Card = ({
  title,
  end,
  class: className,
  children,
}: {
  title: string
  end?: Child
  class?: string
  children?: Child
}) => (
  <section class={className ? `card ${className}` : 'card'}>
    <header>
      <h2>{title}</h2>
      {end}
    </header>
    {children}
  </section>
)

/** Names and values; a pair whose value is null is left out. */
export const Pairs = ({ pairs }: { pairs: readonly (readonly [name: string, value: Child | null])[] }) => (
  <dl class="pairs">
    {pairs.map(([name, value]) =>
      value === null ? null : (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ),
    )}
  </dl>
)

/** A status: always a sign and a word, never a colour alone. */
export const Tag = ({ tone, icon, children }: { tone: Tone; icon: IconName; children?: Child }) => (
  <span class={`tag ${tone}`}>
    <Icon name={icon} />
    {children}
  </span>
)

const NOTICE_ICONS: Record<Tone, IconName> = { ok: 'check', warn: 'clock', bad: 'alert', plain: 'info' }

export const Notice = ({
  tone = 'plain',
  title,
  role,
  children,
}: {
  tone?: Tone
  title?: string
  role?: 'alert' | 'status'
  children?: Child
}) => (
  <div class={`notice ${tone}`} role={role}>
    <Icon name={NOTICE_ICONS[tone]} />
    <div>
      {title !== undefined && <strong>{title}</strong>}
      {children}
    </div>
  </div>
)

/** In place of a list: why it is empty and when it will not be. */
export const EmptyState = ({ icon, children }: { icon: IconName; children?: Child }) => (
  <div class="empty">
    <Icon name={icon} />
    <p>{children}</p>
  </div>
)

/** A link that leads on, with an arrow after its words. */
export const More = ({ href, children }: { href: string; children?: Child }) => (
  <a class="more" href={href}>
    <span>{children}</span>
    <Icon name="right" />
  </a>
)

export const LinkButton = ({
  href,
  plain = false,
  icon,
  children,
}: {
  href: string
  plain?: boolean
  icon?: IconName
  children?: Child
}) => (
  <a class={plain ? 'button plain' : 'button'} href={href}>
    {icon !== undefined && <Icon name={icon} />}
    {children}
  </a>
)

export type StepState = 'done' | 'now' | 'next'

export const Steps = ({
  steps,
}: {
  steps: readonly { state: StepState; title: string; detail: string }[]
}) => (
  <ol class="steps">
    {steps.map((step) => (
      <li class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
        <span class="step-mark">{step.state === 'done' && <Icon name="check" />}</span>
        <span class="row-text">
          <strong>{step.title}</strong>
          <span class="quiet small">{step.detail}</span>
        </span>
      </li>
    ))}
  </ol>
)
