import { BarePage } from '../ui/bare-page.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton } from '../ui/parts.tsx'

/** No such page, or nothing of this customer's: the same words for both. */
export const NotFoundView = ({ page }: { page: PageContext }) => {
  const { t } = page
  return (
    <BarePage page={page} title={t('notFound.title')}>
      <section class="panel">
        <div class="answer">
          <h1>{t('notFound.heading')}</h1>
          <p class="quiet">{t('notFound.lead')}</p>
        </div>
        <div class="actions stack">
          <LinkButton href="/">{t('notFound.home')}</LinkButton>
        </div>
      </section>
    </BarePage>
  )
}
