import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { dayAt } from '../domain/local-time.ts'
import { listContractAddresses } from '../features/customers/customer-addresses.ts'
import { exportCustomerData, recordDataExport } from '../features/customers/export-customer-data.ts'
import { updateCustomer } from '../features/customers/update-customer.ts'
import { listConsents } from '../features/oauth/list-consents.ts'
import { revokeConsent } from '../features/oauth/revoke-consent.ts'
import { endCustomerSession, endOtherSessions } from '../features/sessions/end-customer-sessions.ts'
import { endSession } from '../features/sessions/end-session.ts'
import { listSessions, type OpenSession } from '../features/sessions/list-sessions.ts'
import { readForm } from '../http/form.ts'
import { accountBillingPage } from './account-billing.tsx'
import { deviceInWords } from './account-device.ts'
import { readLines } from './account-lines.ts'
import { NameFormView } from './account-name-view.tsx'
import { asStream } from './account-stream.ts'
import { AccountView } from './account-view.tsx'
import { type AccountModel, isAccountDone, type NameField, type NameModel } from './account-view-model.ts'
import { customerCtx } from './customer-ctx.ts'
import { downloadLimit } from './download-limit.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { clearSessionCookie, whoIsSignedIn } from './session-cookie.ts'

const PATH = '/account'
const MOST_CHARACTERS = { firstName: 100, lastName: 100, companyName: 100 }
/** The last use is written down every five minutes at most. */
const ACTIVE_MS = 6 * 60_000

/** What we know of who is signed in: names, addresses, devices, all data as a file. */
export const accountPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', (c) => showAccount(deps, c))
    .get('/name', (c) => {
      const { firstName, lastName, companyName } = whoIsSignedIn(c).customer
      const values = { firstName, lastName, companyName: companyName ?? '' }
      return showName(deps, c, { values, faults: {} })
    })
    .post('/name', async (c) => {
      const { customer } = whoIsSignedIn(c)
      const isCompany = customer.type === 'company'
      const fields: NameField[] = isCompany
        ? ['companyName', 'firstName', 'lastName']
        : ['firstName', 'lastName']
      const { values, faults, isRight } = readLines(await readForm(c), fields, MOST_CHARACTERS)
      if (!isRight) return showName(deps, c, { values, faults }, 422)
      await updateCustomer(customerCtx(deps, c, whoIsSignedIn(c)), customer.id, {
        first_name: values.firstName,
        last_name: values.lastName,
        ...(isCompany && { company_name: values.companyName }),
      })
      return c.redirect(`${PATH}?done=name`, 303)
    })
    .route('/billing-address', accountBillingPage(deps))
    // Where who had to sign in first, to send one of the forms below, comes back to.
    .on('GET', ['/data', '/sessions/*', '/consents/*'], (c) => c.redirect(PATH, 303))
    .post('/sessions/end', async (c) => {
      const session = whoIsSignedIn(c)
      const ctx = customerCtx(deps, c, session)
      const id = (await readForm(c))('session') ?? ''
      if (id === session.id) {
        await endSession(ctx, session)
        clearSessionCookie(c, deps.config.isHttps)
        return c.redirect('/logout', 303)
      }
      await endCustomerSession(ctx, session.customer.id, id)
      return c.redirect(`${PATH}?done=ended#devices`, 303)
    })
    .post('/sessions/end-others', async (c) => {
      const session = whoIsSignedIn(c)
      const ctx = customerCtx(deps, c, session)
      const any = await endOtherSessions(ctx, session.customer.id, session.id)
      return c.redirect(`${PATH}?done=${any ? 'others' : 'none'}#devices`, 303)
    })
    .post('/consents/end', async (c) => {
      const session = whoIsSignedIn(c)
      const id = (await readForm(c))('consent') ?? ''
      await revokeConsent(customerCtx(deps, c, session), session.customer.id, id)
      return c.redirect(`${PATH}?done=app#apps`, 303)
    })
    .post('/data', downloadLimit(deps), async (c) => {
      const session = whoIsSignedIn(c)
      const ctx = customerCtx(deps, c, session)
      await recordDataExport(ctx, session.customer.id)
      const pieces = exportCustomerData(deps.db, ctx.organizationId, session.customer.id, ctx.now)
      const name = c.get('locale') === 'de' ? 'meine-daten' : 'my-data'
      // Piece by piece, as fast as the browser takes it: years of quarter-hours never lie in memory at once.
      return c.body(asStream(pieces), 200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name}-${dayAt(ctx.now)}.json"`,
      })
    })

async function showAccount(deps: Deps, c: Context<PortalEnv>): Promise<Response> {
  const { organizationId, organizationName } = c.get('portal')
  const session = whoIsSignedIn(c)
  const { customer } = session
  const [contracts, sessions, apps] = await Promise.all([
    listContractAddresses(deps.db, organizationId, customer.id),
    listSessions(deps.db, organizationId, customer.id),
    listConsents(deps.db, organizationId, customer.id),
  ])
  const page = pageContext(deps, c)
  const done = c.req.query('done')
  const model: AccountModel = {
    customer,
    contracts: contracts.map(({ subscriptionId, status, ...each }) => ({
      ...each,
      id: subscriptionId,
      isEnded: status === 'ended',
    })),
    sessions: sessions.map((each) => ({
      id: each.id,
      device: deviceInWords(page.t, each.userAgent),
      isCurrent: each.id === session.id,
      method: each.method,
      createdAtMs: each.createdAt.epochMilliseconds,
      lastSeenAtMs: each.lastSeenAt.epochMilliseconds,
      isActive: isActive(sessions, each),
    })),
    apps: apps.map(({ consentId, appName, appDescription, grantedAt }) => ({
      consentId,
      name: appName,
      description: appDescription,
      grantedAtMs: grantedAt.epochMilliseconds,
    })),
    partnerName: organizationName,
    done: isAccountDone(done) ? done : null,
  }
  return c.html(<AccountView page={page} model={model} />)
}

/** Compared with the latest use of any, this one included: every clock is the database's. */
const isActive = (sessions: readonly OpenSession[], { lastSeenAt }: OpenSession): boolean =>
  (sessions[0]?.lastSeenAt.epochMilliseconds ?? 0) - lastSeenAt.epochMilliseconds < ACTIVE_MS

function showName(
  deps: Deps,
  c: Context<PortalEnv>,
  form: NameModel['form'],
  status: 200 | 422 = 200,
): Response | Promise<Response> {
  const isCompany = whoIsSignedIn(c).customer.type === 'company'
  return c.html(<NameFormView page={pageContext(deps, c)} model={{ isCompany, form }} />, status)
}
