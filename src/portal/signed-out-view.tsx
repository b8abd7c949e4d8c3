import { BarePage } from '../ui/bare-page.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton } from '../ui/parts.tsx'

export const SignedOutView = ({ page }: { page: PageContext }) => {
  const { t, returnTo } = page
  return (
    <BarePage page={page} title={t('login.signedOutTitle')}>
      <section class="panel">
        <div class="answer">
          <h1>{t('login.signedOut')}</h1>
          <p class="quiet">{t('login.signedOutLead')}</p>
        </div>
        <div class="actions stack">
          {returnTo !== null && (
            <a class="button" href={returnTo.url} rel="noreferrer">
              {t('layout.back', { name: returnTo.name })}
            </a>
          )}
          <LinkButton href="/login" plain>
            {t('login.again')}
          </LinkButton>
        </div>
      </section>
    </BarePage>
  )
}
