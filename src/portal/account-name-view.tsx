import { ErrorSummary, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer } from '../ui/parts.tsx'
import { faultInWords, LineFields } from './account-fields-view.tsx'
import type { NameField, NameModel } from './account-view-model.ts'

/** Posts `firstName`, `lastName` and, of a company, `companyName`. */
export const NameFormView = ({
  page,
  model: { isCompany, form },
}: {
  page: PageContext
  model: NameModel
}) => {
  const { t } = page
  const fields: readonly { name: NameField; label: string; autocomplete: string }[] = [
    ...(isCompany
      ? [{ name: 'companyName', label: t('account.companyName'), autocomplete: 'organization' } as const]
      : []),
    { name: 'firstName', label: t('account.firstName'), autocomplete: 'given-name' },
    { name: 'lastName', label: t('account.lastName'), autocomplete: 'family-name' },
  ]
  return (
    <Layout page={page} title={t('account.editName')}>
      <Answer
        kicker={t('account.title')}
        title={t(isCompany ? 'account.nameTitleCompany' : 'account.nameTitle')}
        lead={t('account.nameLead')}
      />
      <section class="panel narrow-form">
        <ErrorSummary t={t} errors={faultInWords(t, form)} />
        <PostForm action="/account/name" csrf={page.csrf} novalidate>
          <LineFields t={t} fields={fields} form={form} />
          <SubmitButton>{t('account.save')}</SubmitButton>
        </PostForm>
        <a class="text-button" href="/account">
          {t('account.cancel')}
        </a>
      </section>
    </Layout>
  )
}
