import type { T } from '../ui/i18n.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card, Figure, Pairs } from '../ui/parts.tsx'

/** What a plan costs, as far as it is known before an address is. Gross. */
export interface StartModel {
  firstName: string
  planName: string
  pricing: 'dynamic' | 'fixed'
  baseFeeCents: number
  /** Fixed plans: the all-in price of a kilowatt-hour, if it is the same everywhere. */
  workingPriceMicroEurPerKwh: number | null
  /** Dynamic plans: what is added to the exchange price, per kWh. */
  markupMicroEurPerKwh: number | null
  noticePeriodMonths: number | null
}

/** For the customer who is signed in and has no contract yet: what the plan is, and how to get it. */
export const StartView = ({ page, model }: { page: PageContext; model: StartModel }) => {
  const { t, format, brand } = page
  const dynamic = model.pricing === 'dynamic'
  return (
    <Layout page={page} title={t('start.title')}>
      <Answer
        title={t('start.welcome', { name: model.firstName })}
        lead={t('start.lead', { brand: brand.name, plan: model.planName })}
      />
      <div class="columns two">
        <section class="stack">
          <h2>{t(dynamic ? 'start.dynamicTitle' : 'start.fixedTitle')}</h2>
          <Facts t={t} dynamic={dynamic} />
        </section>
        <Card title={model.planName}>
          <p class="figure-label">{t('start.baseFee')}</p>
          <Figure size="medium" value={format.eur(model.baseFeeCents)} unit={t('start.perMonth')} />
          <Pairs
            pairs={[
              [
                t('start.working'),
                model.workingPriceMicroEurPerKwh === null
                  ? dynamic
                    ? t('start.workingDynamic')
                    : null
                  : format.ctPerKwh(model.workingPriceMicroEurPerKwh, 2),
              ],
              [
                t('start.markup'),
                model.markupMicroEurPerKwh === null ? null : format.ctPerKwh(model.markupMicroEurPerKwh, 2),
              ],
              [
                t('start.notice'),
                model.noticePeriodMonths === null
                  ? null
                  : t('start.noticeMonth', { count: model.noticePeriodMonths }),
              ],
            ]}
          />
          <p class="small quiet">{t('start.vat')}</p>
        </Card>
      </div>
      <NextStep page={page} model={model} />
    </Layout>
  )
}

const Facts = ({ t, dynamic }: { t: T; dynamic: boolean }) => {
  const facts: readonly { icon: IconName; text: string }[] = dynamic
    ? [
        { icon: 'prices', text: t('start.dynamic1') },
        { icon: 'falling', text: t('start.dynamic2') },
        { icon: 'rising', text: t('start.dynamic3') },
        { icon: 'gauge', text: t('start.dynamic4') },
      ]
    : [
        { icon: 'steady', text: t('start.fixed1') },
        { icon: 'calendar', text: t('start.fixed2') },
      ]
  return (
    <ul class="facts">
      {facts.map(({ icon, text }) => (
        <li>
          <Icon name={icon} />
          <p>{text}</p>
        </li>
      ))}
    </ul>
  )
}

const NextStep = ({ page, model }: { page: PageContext; model: StartModel }) => {
  const { t } = page
  const { email, phone } = page.brand.support
  if (email === undefined && phone === undefined) return null
  return (
    <section class="panel">
      <h2>{t('start.nextTitle')}</h2>
      <div>
        <p>{t('start.next')}</p>
        <ul class="bullets">
          <li>{t('start.need1')}</li>
          <li>{t('start.need2')}</li>
        </ul>
      </div>
      <div class="actions">
        {email !== undefined && (
          <a
            class="button"
            href={`mailto:${email}?subject=${encodeURIComponent(t('start.mailSubject', { plan: model.planName }))}`}
          >
            <Icon name="mail" />
            {t('start.write')}
          </a>
        )}
        {phone !== undefined && (
          <a class="button plain" href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>
            <Icon name="phone" />
            {t('start.call', { phone })}
          </a>
        )}
      </div>
    </section>
  )
}
