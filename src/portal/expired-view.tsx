import { BarePage } from '../ui/bare-page.tsx'
import { Icon } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton } from '../ui/parts.tsx'

/** Used, expired or never minted: the visitor reads the same, and finds two ways on. */
export const ExpiredView = ({ page, next = '/overview' }: { page: PageContext; next?: string }) => {
  const { t, returnTo } = page
  return (
    <BarePage page={page} title={t('expired.title')}>
      <section class="panel">
        <div class="answer">
          <h1>{t('expired.heading')}</h1>
          <p class="quiet">{t('expired.lead')}</p>
        </div>
        <div class="actions stack">
          <LinkButton href={`/login?next=${encodeURIComponent(next)}`} icon="mail">
            {t('expired.code')}
          </LinkButton>
          {returnTo !== null && (
            <a class="button plain" href={returnTo.url} rel="noreferrer">
              <Icon name="left" />
              {t('expired.back', { name: returnTo.name })}
            </a>
          )}
        </div>
      </section>
    </BarePage>
  )
}
