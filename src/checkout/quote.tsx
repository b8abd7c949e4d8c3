import type { Deps } from '../deps.ts'
import { pageContext } from '../portal/page-context.ts'
import { Field, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Layout } from '../ui/layout.tsx'
import { checkoutOf } from './open-checkout.ts'
import { stepPage } from './step-page.ts'
import { stepPath } from './steps.ts'

export const quotePage = (deps: Deps) =>
  stepPage(deps, {
    step: 'quote',
    async read(_deps, _c, fields) {
      return /^\d{5}$/.test(fields.zip ?? '') ? { value: fields } : { problems: { zip: 'malformed' } }
    },
    show(shared, c, { fields, problems }, status) {
      const page = { ...pageContext(shared, c), nav: [] }
      return c.html(
        <Layout page={page} title={page.t('start.title')}>
          <PostForm action={stepPath(checkoutOf(c).base, 'quote')} csrf={page.csrf} novalidate>
            <Field id="zip" name="zip" label="PLZ" value={fields.zip ?? ''} error={problems.zip} />
            <SubmitButton>Weiter</SubmitButton>
          </PostForm>
        </Layout>,
        status,
      )
    },
  })
