import type { PostalAddress } from '../features/customers/customer-addresses.ts'
import { Preferences } from '../ui/account-menu.tsx'
import { PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Contact } from '../ui/page-footer.tsx'
import { Answer, Card, EmptyState, More, Notice, Pairs } from '../ui/parts.tsx'
import { AppsCard } from './account-apps-view.tsx'
import { DevicesCard } from './account-devices-view.tsx'
import type { AccountModel } from './account-view-model.ts'

interface PartProps {
  page: PageContext
  model: AccountModel
}

const RECEIPTS = {
  name: 'account.nameSaved',
  billing: 'account.billingSaved',
  ended: 'account.endedOne',
  others: 'account.endedOthers',
  none: 'account.endedNone',
  app: 'consents.ended',
} as const

/** Everything that is the customer's own: names, addresses, devices, data. */
export const AccountView = ({ page, model }: PartProps) => {
  const { t } = page
  const { done } = model
  return (
    <Layout page={page} title={t('account.title')}>
      {done !== null && (
        <Notice tone="ok" role="status">
          <p>{t(RECEIPTS[done])}</p>
        </Notice>
      )}
      <Answer
        kicker={t('account.title')}
        title={page.customer?.name ?? t('account.title')}
        lead={t('account.lead')}
      />
      <div class="columns even">
        <NameCard page={page} model={model} />
        <Card title={t('account.preferences')}>
          <Preferences page={page} />
        </Card>
      </div>
      <AddressesCard page={page} model={model} />
      <DevicesCard page={page} model={model} />
      <div class="columns even">
        <Card title={t('account.data')}>
          <p>{t('account.dataLead')}</p>
          <p class="small quiet">{t('account.dataFormat')}</p>
          <PostForm action="/account/data" csrf={page.csrf}>
            <SubmitButton plain>{t('account.download')}</SubmitButton>
          </PostForm>
        </Card>
        <AppsCard page={page} apps={model.apps} />
      </div>
    </Layout>
  )
}

const NameCard = ({ page, model: { customer } }: PartProps) => {
  const { t, brand } = page
  const person = `${customer.firstName} ${customer.lastName}`
  return (
    <Card title={t('account.details')}>
      <Pairs
        pairs={[
          [t('account.company'), customer.companyName],
          [t(customer.type === 'company' ? 'account.contactPerson' : 'account.person'), person],
          [t('account.email'), customer.email],
        ]}
      />
      <div class="card-end">
        <More href="/account/name">{t('account.editName')}</More>
      </div>
      <div>
        <p class="small quiet">{t('account.emailChange', { brand: brand.name })}</p>
        <Contact page={page} />
      </div>
    </Card>
  )
}

const AddressesCard = ({ page: { t }, model: { contracts } }: PartProps) => (
  <section class="card" id="addresses">
    <header>
      <h2>{t('account.addresses')}</h2>
    </header>
    {contracts.length === 0 ? (
      <EmptyState icon="home">{t('account.noContract')}</EmptyState>
    ) : (
      <ul class="places">
        {contracts.map(({ id, number, planName, isEnded, supply, billing }) => (
          <li>
            <h3>
              {planName}{' '}
              <span class="quiet small">{isEnded ? `${number}, ${t('account.ended')}` : number}</span>
            </h3>
            <dl class="place">
              <div>
                <dt>{t('account.supplyAt')}</dt>
                <dd>
                  <Address address={supply} />
                </dd>
              </div>
              <div>
                <dt>{t('account.billTo')}</dt>
                <dd>{isSame(supply, billing) ? t('account.billSame') : <Address address={billing} />}</dd>
              </div>
            </dl>
            <a class="text-button" href={`/account/billing-address?subscription=${id}`}>
              {t('account.editBilling')}
              {contracts.length > 1 && <span class="hidden">, {number}</span>}
            </a>
          </li>
        ))}
      </ul>
    )}
  </section>
)

const isSame = (one: PostalAddress, other: PostalAddress): boolean =>
  one.street === other.street &&
  one.houseNumber === other.houseNumber &&
  one.zip === other.zip &&
  one.city === other.city

const Address = ({ address: { street, houseNumber, zip, city } }: { address: PostalAddress }) => (
  <address>
    {street} {houseNumber}
    <br />
    {zip} {city}
  </address>
)
