import { PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import {
  ContractField,
  type DeclarationFormModel,
  EmailField,
  Hindrances,
  NameField,
} from './cancel-fields-view.tsx'
import { DeclarationPage } from './cancel-page-view.tsx'

/** "Vertrag widerrufen": name, contract and a way to answer, as § 356a (2) BGB asks, and the second button. */
export const WithdrawView = ({ page, model }: { page: PageContext; model: DeclarationFormModel }) => {
  const { t } = page
  return (
    <DeclarationPage page={page} title={t('withdraw.title')}>
      <section class="panel">
        <div class="answer">
          <h1>{t('withdraw.heading')}</h1>
          <p class="quiet">{t('withdraw.lead')}</p>
        </div>
        <Hindrances t={t} model={model} />
        <PostForm action="/withdraw" csrf={page.csrf} novalidate>
          <NameField page={page} model={model} />
          <ContractField page={page} model={model} />
          <EmailField page={page} model={model} />
          <p>{t('withdraw.statement')}</p>
          <SubmitButton>{t('withdraw.send')}</SubmitButton>
        </PostForm>
      </section>
    </DeclarationPage>
  )
}
