import { BarePage } from '../ui/bare-page.tsx'
import { PostForm } from '../ui/form-parts.tsx'
import { Icon, type IconName } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton } from '../ui/parts.tsx'

export interface ConsentModel {
  appName: string
  appDescription: string
  /** Where the browser goes afterwards; null for an app on the customer's own device. */
  host: string | null
  customer: { name: string; email: string }
  /** The request in the app's own words: what is shown is what is answered, whatever other windows hold. */
  query: string
}

/** All that a customer's token opens. */
const READS = [
  ['person', 'person'],
  ['contracts', 'tariff'],
  ['invoices', 'invoice'],
  ['readings', 'gauge'],
  ['usage', 'usage'],
  ['prices', 'prices'],
] as const satisfies readonly (readonly [string, IconName])[]

/** Posts `request` and `decision`: `allow` or `deny`. */
export const ConsentView = ({ page, model }: { page: PageContext; model: ConsentModel }) => {
  const { t, brand } = page
  const { appName: app, appDescription, host, customer, query } = model
  return (
    <BarePage page={page} title={t('consent.title')} preferences>
      <section class="panel consent">
        <div class="answer">
          <h1>{t('consent.heading', { app })}</h1>
          <p class="quiet">{t('consent.lead', { app, brand: brand.name })}</p>
          {appDescription !== '' && <blockquote>{appDescription}</blockquote>}
        </div>
        <div>
          <h2>{t('consent.reads', { app })}</h2>
          <ul>
            {READS.map(([name, icon]) => (
              <li>
                <Icon name={icon} />
                {t(`consent.read.${name}`)}
              </li>
            ))}
          </ul>
        </div>
        <p>
          {t('consent.readOnly', { app })} {t('consent.until')}
        </p>
        <p class="small quiet">
          {t('consent.who', customer)} <a href="/login?next=/oauth/consent">{t('consent.other')}</a>
        </p>
        <PostForm action="/oauth/consent" csrf={page.csrf} hidden={{ request: query }}>
          <button type="submit" class="button" name="decision" value="allow">
            {t('consent.allow')}
          </button>
          <button type="submit" class="button plain" name="decision" value="deny">
            {t('consent.deny')}
          </button>
        </PostForm>
        <p class="small quiet">{host === null ? t('consent.backToApp') : t('consent.back', { host })}</p>
      </section>
    </BarePage>
  )
}

/** For a request that is no app's of this portal, or was answered already. Nobody is sent anywhere from here. */
export const ConsentUnknownView = ({ page }: { page: PageContext }) => {
  const { t } = page
  return (
    <BarePage page={page} title={t('consent.unknownTitle')} preferences={false}>
      <section class="panel">
        <div class="answer">
          <h1>{t('consent.unknownHeading')}</h1>
          <p class="quiet">{t('consent.unknownLead')}</p>
        </div>
        <LinkButton href="/">{t('consent.home')}</LinkButton>
      </section>
    </BarePage>
  )
}
