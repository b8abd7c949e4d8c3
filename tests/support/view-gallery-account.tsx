import { BillingFormView } from '../../src/portal/account-billing-view.tsx'
import { NameFormView } from '../../src/portal/account-name-view.tsx'
import { AccountView } from '../../src/portal/account-view.tsx'
import type { AccountModel, BillingModel } from '../../src/portal/account-view-model.ts'
import { type ConsentModel, ConsentUnknownView, ConsentView } from '../../src/portal/consent-view.tsx'
import { IdentifyView } from '../../src/portal/identify-view.tsx'
import { ChangeAccountView } from '../../src/portal/payment-method-form-view.tsx'
import { EndMandateView } from '../../src/portal/payment-method-transfer-view.tsx'
import type { ChangeAccountModel, IdentifyModel } from '../../src/portal/payment-method-view-model.ts'
import type { PageContext } from '../../src/ui/page.ts'
import { paymentMethods } from './view-samples-tasks.ts'

const { contract, creditor, bank } = paymentMethods['debit']!
const supply = { street: 'Sonnenallee', houseNumber: '12a', zip: '12045', city: 'Berlin' }
const AT = Date.UTC(2025, 10, 12, 9, 30)

const account: AccountModel = {
  customer: {
    type: 'person',
    firstName: 'Anna',
    lastName: 'Sommer',
    companyName: null,
    email: 'anna@example.com',
  },
  contracts: [
    {
      id: 'sub_1',
      number: 'H62SU12A',
      planName: 'Sonnwerk Dynamisch',
      isEnded: false,
      supply,
      billing: supply,
    },
  ],
  sessions: [
    {
      id: 'ses_1',
      device: 'Firefox auf macOS',
      isCurrent: true,
      method: 'magic_link',
      createdAtMs: AT,
      lastSeenAtMs: AT,
      isActive: true,
    },
  ],
  apps: [],
  partnerName: 'Sonnwerk',
  done: null,
}
const accounts: Record<string, AccountModel> = {
  one: account,
  none: { ...account, contracts: [] },
  many: {
    ...account,
    customer: { ...account.customer, type: 'company', companyName: 'Dilek Yıldız GmbH' },
    contracts: [
      ...account.contracts,
      {
        id: 'sub_2',
        number: 'H62SU12B',
        planName: 'Sonnwerk Fix',
        isEnded: true,
        supply,
        billing: { ...supply, street: 'Oranienstraße', houseNumber: '112' },
      },
    ],
    sessions: [
      {
        ...account.sessions[0]!,
        id: 'ses_2',
        device: 'Unbekanntes Gerät',
        isCurrent: false,
        isActive: false,
      },
      { ...account.sessions[0]!, id: 'ses_3', device: 'Safari auf iPhone', isCurrent: false, method: 'code' },
      ...account.sessions,
    ],
    apps: [
      {
        consentId: 'cst_1',
        name: 'Hausgeist',
        description: 'Lädt Autos, wenn Strom günstig ist.',
        grantedAtMs: AT,
      },
    ],
    done: 'ended',
  },
}

const change: ChangeAccountModel = {
  contract,
  creditor,
  lastDigits: '6485',
  replaces: 'pm_1',
  runningContracts: 2,
  form: { accountHolder: '', iban: '', forAll: false, faults: null, isSame: false, isNotAgreed: false },
  hasMail: true,
}
const wrong: ChangeAccountModel = {
  ...change,
  form: {
    accountHolder: '',
    iban: 'DE89 3704 0044 0532 0130 0',
    forAll: true,
    faults: { accountHolder: 'missing', iban: { kind: 'length', country: 'DE', expected: 22, given: 21 } },
    isSame: false,
    isNotAgreed: true,
  },
}
const payout: ChangeAccountModel = {
  ...change,
  contract: { ...contract, kind: 'feed_in' },
  creditor: null,
  lastDigits: null,
  runningContracts: 1,
}

const identify: IdentifyModel = {
  email: 'anna@example.com',
  subscriptionId: 'sub_1',
  step: 'change',
  sealed: '',
  state: 'ask',
  error: null,
  canResend: false,
}
const identities: Record<string, IdentifyModel> = {
  ask: { ...identify, sealed: 'c2VhbGVk' },
  limited: { ...identify, error: { tooManyMinutes: 12 } },
  sent: { ...identify, state: 'sent' },
  wrong: { ...identify, state: 'sent', error: { triesLeft: 3 }, canResend: true },
  'no-mail': { ...identify, state: 'no_mail' },
}

const billing: BillingModel = {
  subscriptionId: 'sub_1',
  number: 'H62SU12A',
  supply,
  runningContracts: 2,
  forAll: false,
  form: { values: supply, faults: {} },
}
const billingWrong: BillingModel = {
  ...billing,
  form: {
    values: { ...supply, street: '', zip: '1204' },
    faults: { street: { kind: 'missing' }, zip: { kind: 'zip' } },
  },
}
const name = {
  isCompany: true,
  form: {
    values: { firstName: 'Dilek', lastName: '', companyName: 'x'.repeat(101) },
    faults: { lastName: { kind: 'missing' }, companyName: { kind: 'too_long', max: 100 } },
  },
} as const

const consent: ConsentModel = {
  appName: 'Hausgeist',
  appDescription: 'Lädt Autos, wenn Strom günstig ist.',
  host: 'app.hausgeist.example',
  customer: { name: 'Anna Sommer', email: 'anna@example.com' },
  query: 'client_id=hausgeist',
}
const consentLong: ConsentModel = {
  ...consent,
  appName: 'x'.repeat(100),
  appDescription: '',
  host: null,
  customer: { name: 'Anna Sommer', email: `${'a'.repeat(60)}@${'b'.repeat(60)}.example` },
}

/** The account, apps that ask for it, and the ways to change what a contract is paid by, in every state. */
export function accountViews(inside: (path: string) => PageContext) {
  const page = inside('/payment-method')
  const own = inside('/account')
  return {
    ...Object.fromEntries(
      Object.entries(accounts).map(([key, model]) => [
        `account-${key}`,
        <AccountView page={own} model={model} />,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(identities).map(([key, model]) => [
        `identify-${key}`,
        <IdentifyView page={page} model={model} />,
      ]),
    ),
    consent: <ConsentView page={own} model={consent} />,
    'consent-long': <ConsentView page={own} model={consentLong} />,
    'consent-unknown': <ConsentUnknownView page={own} />,
    'account-name-wrong': <NameFormView page={own} model={name} />,
    'account-billing': <BillingFormView page={own} model={billing} />,
    'account-billing-wrong': <BillingFormView page={own} model={billingWrong} />,
    'payment-change': <ChangeAccountView page={page} model={change} />,
    'payment-change-wrong': <ChangeAccountView page={page} model={wrong} />,
    'payment-change-payout': <ChangeAccountView page={page} model={payout} />,
    'payment-end': (
      <EndMandateView page={page} model={{ contract, mandateId: 'pm_1', lastDigits: '6485', bank }} />
    ),
  }
}
