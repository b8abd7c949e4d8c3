import { PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Icon } from '../ui/icons.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card } from '../ui/parts.tsx'
import { BankCard } from './payment-method-cards-view.tsx'
import type { EndMandateModel } from './payment-method-view-model.ts'

/** Says what ending the mandate changes, before the button that ends it. */
export const EndMandateView = ({ page, model }: { page: PageContext; model: EndMandateModel }) => {
  const { t } = page
  const { contract, bank } = model
  const facts = [
    ['cross', t('paymentChange.endFact1')],
    ['calendar', t('paymentChange.endFact2')],
    ['tariff', t('paymentChange.endFact3')],
  ] as const
  return (
    <Layout page={page} title={t('paymentMethod.title')}>
      <Answer
        kicker={t('paymentChange.kicker', { number: contract.number })}
        title={t('paymentChange.endTitle')}
        lead={t('paymentChange.endLead', { digits: model.lastDigits })}
      />
      <div class={bank === null ? 'stack' : 'columns even'}>
        <Card title={t('paymentChange.endWhat')}>
          <ul class="facts">
            {facts.map(([icon, text]) => (
              <li>
                <Icon name={icon} />
                <p>{text}</p>
              </li>
            ))}
          </ul>
        </Card>
        {bank !== null && <BankCard t={t} bank={bank} number={contract.number} />}
      </div>
      <div class="narrow-form">
        <PostForm
          action="/payment-method/transfer"
          csrf={page.csrf}
          hidden={{ subscription: contract.id, mandate: model.mandateId }}
        >
          <SubmitButton>{t('paymentChange.endSave')}</SubmitButton>
        </PostForm>
        <a class="text-button" href={`/payment-method?subscription=${contract.id}`}>
          {t('paymentChange.cancel')}
        </a>
      </div>
    </Layout>
  )
}
