import { BarePage } from '../ui/bare-page.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton } from '../ui/parts.tsx'

/** Who follows the link of a lead that has become a contract: it is in the portal, and nothing of it stands here. */
export const UsedLeadView = ({
  page,
  portalUrl,
  again,
}: {
  page: PageContext
  portalUrl: string
  again: string
}) => {
  const { t } = page
  return (
    <BarePage page={page} title={t('checkout.used.title')}>
      <section class="panel">
        <div class="answer">
          <h1>{t('checkout.used.title')}</h1>
          <p class="quiet">{t('checkout.used.lead')}</p>
        </div>
        <div class="actions stack">
          <LinkButton href={portalUrl}>{t('checkout.used.portal')}</LinkButton>
          <LinkButton href={again} plain>
            {t('checkout.used.again')}
          </LinkButton>
        </div>
      </section>
    </BarePage>
  )
}
