import { BarePage } from '../ui/bare-page.tsx'
import { PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'

export interface ConfirmViewProps {
  page: PageContext
  /** Only its first letter is shown: the link may have been opened by somebody else. */
  firstName: string
  token: string
  next: string
}

function masked(firstName: string): string {
  const segments = new Intl.Segmenter('de', { granularity: 'grapheme' }).segment(firstName.trim())
  return `${[...segments][0]?.segment ?? ''}…`
}

/** A link that came by message: nothing is spent until a person presses the button. */
export const ConfirmView = ({ page, firstName, token, next }: ConfirmViewProps) => {
  const { t, brand } = page
  return (
    <BarePage page={page} title={t('confirm.title')} preferences={false}>
      <section class="panel">
        <div class="answer">
          <h1>{t('confirm.heading')}</h1>
          <p class="quiet">{t('confirm.lead', { brand: brand.name })}</p>
        </div>
        <PostForm
          action="/auth/confirm"
          csrf={page.csrf}
          hidden={{ token_hash: token, type: 'magiclink', next }}
        >
          <SubmitButton>{t('confirm.button', { name: masked(firstName), brand: brand.name })}</SubmitButton>
        </PostForm>
        <p class="small quiet">{t('confirm.note')}</p>
      </section>
    </BarePage>
  )
}
