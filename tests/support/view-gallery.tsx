import type { HtmlEscapedString } from 'hono/utils/html'
import { ConfirmView } from '../../src/portal/confirm-view.tsx'
import { ExpiredView } from '../../src/portal/expired-view.tsx'
import { InvoiceView } from '../../src/portal/invoice-view.tsx'
import { InvoicesView } from '../../src/portal/invoices-view.tsx'
import { LegalView } from '../../src/portal/legal-view.tsx'
import { LoginCodeView, LoginEmailView } from '../../src/portal/login-view.tsx'
import { MeterReadingsView } from '../../src/portal/meter-readings-view.tsx'
import { NotFoundView } from '../../src/portal/not-found-view.tsx'
import { OverviewView } from '../../src/portal/overview-view.tsx'
import { PaymentMethodView } from '../../src/portal/payment-method-view.tsx'
import { ProblemView } from '../../src/portal/problem-view.tsx'
import { SignedOutView } from '../../src/portal/signed-out-view.tsx'
import { StartView } from '../../src/portal/start-view.tsx'
import type { PageContext } from '../../src/ui/page.ts'
import { accountViews } from './view-gallery-account.tsx'
import { meterReadings, paymentMethods } from './view-samples-tasks.ts'
import { invoiceLists, invoices } from './view-samples-invoices.ts'
import { overviews, startModel } from './view-samples-overview.ts'

type View = HtmlEscapedString | Promise<HtmlEscapedString>

/** A view as the HTML it answers with. */
export const draw = async (view: View): Promise<string> => (await view).toString()

const CODE = {
  email: 'anna@example.com',
  next: '/overview',
  error: null,
  canResend: false,
  resent: false,
} as const

/** Every view in every state, by name. `page` is made for the path and for being signed in or not. */
export function allViews(page: (path: string, signedIn: boolean) => PageContext): Record<string, View> {
  const inside = (path: string) => page(path, true)
  const outside = (path: string) => page(path, false)
  const views: Record<string, View> = {}
  for (const [name, model] of Object.entries(overviews))
    views[`overview-${name}`] = <OverviewView page={inside('/overview')} model={model} />
  for (const [name, model] of Object.entries(invoiceLists))
    views[`invoices-${name}`] = <InvoicesView page={inside('/invoices')} model={model} />
  for (const [name, model] of Object.entries(invoices))
    views[`invoice-${name}`] = <InvoiceView page={inside(`/invoices/${model.invoice.id}`)} model={model} />
  for (const [name, model] of Object.entries(meterReadings))
    views[`meter-readings-${name}`] = <MeterReadingsView page={inside('/meter-readings')} model={model} />
  for (const [name, model] of Object.entries(paymentMethods))
    views[`payment-method-${name}`] = <PaymentMethodView page={inside('/payment-method')} model={model} />
  return {
    ...views,
    ...accountViews(inside),
    'invoice-flow': (
      <InvoiceView page={{ ...inside('/invoices/inv_3'), flow: true }} model={invoices['open']!} />
    ),
    start: <StartView page={{ ...inside('/start'), nav: [] }} model={startModel} />,
    'start-fixed': (
      <StartView
        page={{ ...inside('/start'), nav: [] }}
        model={{
          ...startModel,
          pricing: 'fixed',
          planName: 'Sonnwerk Fix',
          workingPriceMicroEurPerKwh: 319_400,
          markupMicroEurPerKwh: null,
        }}
      />
    ),
    confirm: <ConfirmView page={outside('/auth/confirm')} firstName="Marie" token="tok" next="/overview" />,
    expired: <ExpiredView page={outside('/auth/confirm')} />,
    login: <LoginEmailView page={outside('/login')} model={{ email: '', next: '/overview', error: null }} />,
    'login-error': (
      <LoginEmailView
        page={outside('/login')}
        model={{ email: 'anna@', next: '/overview', error: 'invalid_email' }}
      />
    ),
    code: <LoginCodeView page={outside('/login/code')} model={CODE} />,
    'code-error': (
      <LoginCodeView
        page={outside('/login/code')}
        model={{ ...CODE, error: { triesLeft: 3 }, canResend: true }}
      />
    ),
    'signed-out': <SignedOutView page={outside('/logout')} />,
    legal: <LegalView page={outside('/imprint')} name="imprint" />,
    'legal-link': <LegalView page={outside('/privacy')} name="privacy" />,
    'not-found': <NotFoundView page={inside('/nowhere')} />,
    problem: (
      <ProblemView
        page={inside('/overview')}
        model={{ kind: 'internal', requestId: '3f1c9c1e-8a52-4a0e-9d6e-1f2b3c4d5e6f' }}
      />
    ),
  }
}
