import { brandedHost, knowVisitor } from './branded-host.tsx'
import type { Deps } from './deps.ts'
import { accountPage } from './portal/account.tsx'
import { confirmPage } from './portal/confirm.tsx'
import { consentPage } from './portal/consent.tsx'
import { resumeConsent } from './portal/consent-resume.ts'
import { invoiceDaysPage } from './portal/invoice-days.tsx'
import { invoiceFile } from './portal/invoice-file.tsx'
import { invoicesPage } from './portal/invoices.tsx'
import { loginPage } from './portal/login.tsx'
import { meterReadingsPage } from './portal/meter-readings.tsx'
import { ordersPage } from './portal/orders.tsx'
import { overviewPage } from './portal/overview.tsx'
import { paymentMethodPage } from './portal/payment-method.tsx'
import { preferences } from './portal/preferences.ts'
import { pricesPage } from './portal/prices.tsx'
import { signedIn } from './portal/session-cookie.ts'
import { signOutPage } from './portal/sign-out.tsx'
import { speculate } from './portal/speculation.ts'
import { startPage } from './portal/start.tsx'
import { tariffPage } from './portal/tariff.tsx'
import { usagePage } from './portal/usage.tsx'

/** A brand's portal: every page in one list. What stands above `signedIn` needs nobody to be signed in. */
export function createPortal(deps: Deps) {
  const portal = brandedHost(deps, deps.findPortal)

  // The token itself is what a confirmation shows; who holds a session here already does not matter to it.
  portal.use('/auth/confirm', preferences)
  portal.route('/auth/confirm', confirmPage(deps))
  knowVisitor(portal, deps, 'portal')
  portal.get('/', (c, next) => (c.req.query('token_hash') === undefined ? c.redirect('/overview') : next()))
  portal.route('/', confirmPage(deps))
  portal.route('/logout', signOutPage(deps))
  portal.route('/login', loginPage(deps))
  portal.route('/oauth/consent', consentPage(deps))
  portal.use('/overview', resumeConsent(deps.config.isHttps))

  const pages = {
    '/account': accountPage,
    '/overview': overviewPage,
    '/invoices/:id/file': invoiceFile,
    '/invoices/:id/days': invoiceDaysPage,
    '/invoices': invoicesPage,
    '/meter-readings': meterReadingsPage,
    '/orders': ordersPage,
    '/payment-method': paymentMethodPage,
    '/prices': pricesPage,
    '/start': startPage,
    '/tariff': tariffPage,
    '/usage': usagePage,
  }
  for (const [path, page] of Object.entries(pages)) {
    portal.use(`${path}/*`, signedIn, speculate)
    portal.route(path, page(deps))
  }
  return portal
}
