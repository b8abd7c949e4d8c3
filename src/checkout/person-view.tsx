import type { CheckoutFields, CheckoutStep, OpenCheckout } from '../features/checkouts/checkout.ts'
import type { Customer } from '../features/customers/customer.ts'
import { FieldError } from '../portal/cancel-fields-view.tsx'
import { Field, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton, Pairs } from '../ui/parts.tsx'
import { CheckoutFrame } from './checkout-frame.tsx'
import { Choice } from './choice-view.tsx'
import { type ProblemWords, summedUp } from './problem-words.ts'
import { nextStep, stepPath } from './steps.ts'

interface CommonModel {
  open: OpenCheckout
  steps: readonly CheckoutStep[]
  wrong: ProblemWords
}

export interface PersonModel extends CommonModel {
  fields: CheckoutFields
}

interface PersonProps {
  page: PageContext
  model: PersonModel
}

/** A person or a company, and where their mail goes. */
export const PersonView = ({ page, model }: PersonProps) => {
  const { t } = page
  const { open, steps, fields, wrong } = model
  const isFeedIn = open.plan.type === 'feed_in'
  const name = (id: 'firstName' | 'lastName', autocomplete: string) => (
    <Field
      id={id}
      name={id}
      autocomplete={autocomplete}
      maxlength={120}
      label={t(`checkoutOrder.person.${id}`)}
      value={fields[id] ?? ''}
      error={wrong[id]}
    />
  )
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="person"
      steps={steps}
      title={t('checkoutOrder.person.title')}
      problems={summedUp(wrong, ['customerType', 'companyName', 'vatId', 'firstName', 'lastName', 'email'])}
    >
      <PostForm action={stepPath(open.base, 'person')} csrf={page.csrf} novalidate>
        <Choice
          name="customerType"
          legend={t(isFeedIn ? 'checkoutOrder.person.legendFeedIn' : 'checkoutOrder.person.legend')}
          chosen={fields.customerType ?? 'person'}
          error={wrong.customerType}
          pair
          options={[
            {
              value: 'person',
              label: t(isFeedIn ? 'checkoutOrder.person.personFeedIn' : 'checkoutOrder.person.person'),
            },
            {
              value: 'company',
              label: t(isFeedIn ? 'checkoutOrder.person.companyFeedIn' : 'checkoutOrder.person.company'),
            },
          ]}
        />
        <Company page={page} model={model} />
        <div class="names">
          {name('firstName', 'given-name')}
          {name('lastName', 'family-name')}
        </div>
        <Field
          id="email"
          name="email"
          type="email"
          inputmode="email"
          autocomplete="email"
          maxlength={260}
          label={t('checkoutOrder.person.email')}
          hint={t('checkoutOrder.person.emailHint')}
          value={fields.email ?? ''}
          error={wrong.email}
        />
        <SubmitButton>{t('checkoutOrder.person.next')}</SubmitButton>
      </PostForm>
    </CheckoutFrame>
  )
}

/** Asked of companies alone; it stands open where a browser cannot tell which is chosen. */
const Company = ({ page: { t }, model: { open, fields, wrong } }: PersonProps) => {
  const isNeeded = open.plan.type === 'feed_in'
  const described = ['vatId-hint', wrong.vatId === undefined ? '' : 'vatId-error'].filter(Boolean)
  return (
    <div class="company-only">
      <Field
        id="companyName"
        name="companyName"
        autocomplete="organization"
        maxlength={120}
        label={t('checkoutOrder.person.companyName')}
        hint={t('checkoutOrder.person.companyHint')}
        value={fields.companyName ?? ''}
        error={wrong.companyName}
      />
      <div class="field">
        <label for="vatId">{t(`checkoutOrder.person.${isNeeded ? 'vatId' : 'vatIdOptional'}`)}</label>
        <p class="hint" id="vatId-hint">
          {t('checkoutOrder.person.vatIdHint')}
        </p>
        <input
          id="vatId"
          name="vatId"
          class="iban"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxlength={40}
          value={fields.vatId ?? ''}
          aria-invalid={wrong.vatId === undefined ? undefined : 'true'}
          aria-describedby={described.join(' ')}
        />
        <FieldError id="vatId" message={wrong.vatId} />
      </div>
      <h2 class="company-contact">{t('checkoutOrder.person.contact')}</h2>
    </div>
  )
}

export interface KnownPersonModel extends CommonModel {
  /** Else by a proved address. */
  isSignedIn: boolean
  known: Customer
}

/** A customer, as the account has them. */
export const KnownPersonView = ({ page, model }: { page: PageContext; model: KnownPersonModel }) => {
  const { t } = page
  const { open, steps, wrong, isSignedIn, known } = model
  const person = `${known.first_name} ${known.last_name}`
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="person"
      steps={steps}
      title={t('checkoutOrder.person.known', { name: known.company_name ?? person })}
      lead={t('checkoutOrder.person.knownLead', { email: known.email })}
      problems={summedUp(wrong, ['vatId'])}
    >
      <section class="card" id="vatId" tabindex={-1}>
        <Pairs
          pairs={[
            [t('checkoutOrder.person.companyName'), known.company_name],
            [t('checkoutOrder.person.vatId'), known.vat_id],
            [t('checkoutOrder.person.firstName'), known.first_name],
            [t('checkoutOrder.person.lastName'), known.last_name],
            [t('checkoutOrder.person.email'), known.email],
          ]}
        />
      </section>
      <p class="small quiet">{t('checkoutOrder.person.knownChange')}</p>
      {isSignedIn ? (
        <PostForm action={stepPath(open.base, 'person')} csrf={page.csrf}>
          <SubmitButton>{t('checkoutOrder.person.next')}</SubmitButton>
        </PostForm>
      ) : (
        <div class="actions stack">
          <LinkButton href={stepPath(open.base, nextStep(steps, 'email'))}>
            {t('checkoutOrder.person.next')}
          </LinkButton>
          <a class="text-button" href={`${stepPath(open.base, 'person')}?other=1`}>
            {t('checkoutOrder.person.other')}
          </a>
        </div>
      )}
    </CheckoutFrame>
  )
}
