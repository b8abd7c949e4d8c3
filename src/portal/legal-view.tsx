import type { LegalPageName } from '../brand/brand.ts'
import { BarePage } from '../ui/bare-page.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton } from '../ui/parts.tsx'

/** A legal page of the brand: its text, or the way to where it stands. Null when the brand has none: answer 404 then. */
export const LegalView = ({ page, name }: { page: PageContext; name: LegalPageName }) => {
  const { t, brand } = page
  const content = brand.legal[name]
  const title = t(`legal.${name}`)
  return (
    <BarePage page={page} title={title} reading>
      <h1>{title}</h1>
      {content !== undefined && 'text' in content && (
        // As wide as the heading is, so that the shorter lines begin below it.
        <div>
          <div class="prose">{content.text}</div>
        </div>
      )}
      {content !== undefined && 'url' in content && (
        <div class="answer">
          <p>{t('legal.elsewhere', { brand: brand.name })}</p>
          <p>
            <LinkButton href={content.url}>{t('legal.open', { title })}</LinkButton>
          </p>
        </div>
      )}
    </BarePage>
  )
}
