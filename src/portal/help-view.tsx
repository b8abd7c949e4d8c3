import type { Child } from 'hono/jsx'
import { BarePage } from '../ui/bare-page.tsx'
import type { T } from '../ui/i18n.ts'
import { Icon } from '../ui/icons.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card, LinkButton, More } from '../ui/parts.tsx'
import { HELP_SUBJECTS, type HelpSubject } from './help-topics.ts'

export interface HelpModel {
  isSignedIn: boolean
  gridOperators: readonly { name: string; city: string }[]
  /** Whom to turn to when we do not help: the dispute resolution body, the regulator (§ 40 (2) nos. 9 and 10 EnWG). */
  bodies: readonly { name: string; text: string; lines: readonly string[] }[]
}

interface PartProps {
  page: PageContext
  model: HelpModel
}

/** How to reach people, first of all; then what is asked most, each in a few sentences with the way to where it is settled. */
export const HelpView = ({ page, model }: PartProps) => (
  <Frame page={page} model={model}>
    <div class="hero">
      <Answer title={page.t('help.title', { brand: page.brand.name })} lead={page.t('help.lead')} />
      <Reach page={page} />
    </div>
    <div class="help-subjects">
      {HELP_SUBJECTS.map((subject) => (
        <Subject t={page.t} subject={subject} />
      ))}
    </div>
    <Outage t={page.t} gridOperators={model.gridOperators} />
    {model.bodies.length > 0 && <Complaint t={page.t} model={model} />}
  </Frame>
)

const Frame = ({ page, model, children }: PartProps & { children: Child }) =>
  model.isSignedIn ? (
    <Layout page={page} title={page.t('sections.help')}>
      {children}
    </Layout>
  ) : (
    <BarePage page={page} title={page.t('sections.help')} reading>
      {children}
      <Card title={page.t('help.signIn.title')}>
        <p>{page.t('help.signIn.text')}</p>
        <div class="actions">
          <LinkButton href="/login?next=%2Foverview">{page.t('help.signIn.button')}</LinkButton>
        </div>
      </Card>
    </BarePage>
  )

/** The telephone number as large as an answer. */
const Reach = ({ page: { t, brand, format } }: { page: PageContext }) => {
  const { phone, email, hours } = brand.support
  if (phone === undefined && email === undefined) return null
  return (
    <div class="reach">
      {phone !== undefined && (
        <p class="figure medium">
          <a href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>
            <span class="hidden">{t('help.call')} </span>
            {phone}
          </a>
          {hours !== undefined && <span class="unit">{hours[format.locale]}</span>}
        </p>
      )}
      {email !== undefined && (
        <a class="more" href={`mailto:${email}`}>
          <Icon name="mail" />
          <span>{email}</span>
        </a>
      )}
    </div>
  )
}

const Subject = ({ t, subject: { subject, topics } }: { t: T; subject: HelpSubject }) => (
  <section class="stack">
    <h2>{t(`help.subjects.${subject}`)}</h2>
    <div class="rows">
      {topics.map(({ id, text, href }) => (
        <details class="topic">
          <summary>
            <span>{t(`help.${text}.question`)}</span>
            <Icon name="down" class="small" />
          </summary>
          {/* The address leads to what is inside, for which browsers open what is folded around it. */}
          <div id={id}>
            <p>{t(`help.${text}.answer`)}</p>
            <More href={href}>{t(`help.${text}.link`)}</More>
          </div>
        </details>
      ))}
    </div>
  </section>
)

const Outage = ({ t, gridOperators }: { t: T; gridOperators: HelpModel['gridOperators'] }) => (
  <Card title={t('help.outage.title')}>
    <p id="outage">{t('help.outage.text')}</p>
    {gridOperators.length === 0 ? (
      <p>{t('help.outage.find')}</p>
    ) : (
      <ul class="facts">
        {gridOperators.map(({ name, city }) => (
          <li>
            <Icon name="bolt" />
            <p>
              <strong>{name}</strong>
              <br />
              <span class="quiet">{t('help.outage.grid', { city })}</span>
            </p>
          </li>
        ))}
      </ul>
    )}
    <p class="small quiet">{t('help.outage.danger')}</p>
  </Card>
)

const Complaint = ({ t, model }: { t: T; model: HelpModel }) => (
  <section class="stack" aria-labelledby="complaint">
    <h2 id="complaint">{t('help.complaint')}</h2>
    <div class="columns even">
      {model.bodies.map(({ name, text, lines }) => (
        <Card title={name}>
          <p class="small">{text}</p>
          <address>
            {lines.map((line) => (
              <Line line={line} />
            ))}
          </address>
        </Card>
      ))}
    </div>
  </section>
)

/** A line of an address; one that is a web or mail address is a link. */
const Line = ({ line }: { line: string }) => {
  const href = /^\S+@\S+$/.test(line) ? `mailto:${line}` : /^www\.\S+$/.test(line) ? `https://${line}` : null
  return href === null ? (
    <span>{line}</span>
  ) : (
    <a href={href} rel="noreferrer">
      {line}
    </a>
  )
}
