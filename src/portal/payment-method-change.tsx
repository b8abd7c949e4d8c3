import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure } from '../domain/failure.ts'
import { isId } from '../domain/identifiers.ts'
import { changePaymentMethod } from '../features/payment-methods/change-payment-method.ts'
import { endMandate } from '../features/payment-methods/end-mandate.ts'
import { readAccount } from '../features/payment-methods/payment-method.ts'
import { isFreshSession } from '../features/payment-methods/queries.ts'
import { readForm } from '../http/form.ts'
import { customerCtx } from './customer-ctx.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { showIdentify } from './payment-method-code.tsx'
import { showChangeForm } from './payment-method-form.tsx'
import { bankOf, creditorOf, loadPayment, type LoadedPayment, needsMandate } from './payment-method-load.ts'
import { changeMail, endMail } from './payment-method-mail.ts'
import { sealTyped } from './payment-method-sealed.ts'
import { EndMandateView } from './payment-method-transfer-view.tsx'
import { type AccountForm, lastDigits, type PaymentStep } from './payment-method-view-model.ts'
import { whoIsSignedIn } from './session-cookie.ts'

/** Longer than anything that could be right; the rest of what was typed is not given back. */
const TYPED_CHARACTERS = 140

/** Another account, or none: both ask for a fresh sign-in first. */
export const paymentChangePages = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/change', async (c) => {
      const loaded = await loadChangeable(deps, c, c.req.query('subscription'))
      if (loaded instanceof Response) return loaded
      if (!(await isFresh(deps, c))) return askFirst(deps, c, loaded, 'change', '')
      const form = {
        accountHolder: '',
        iban: '',
        forAll: false,
        faults: null,
        isSame: false,
        isNotAgreed: false,
      }
      return showChangeForm(deps, c, loaded, form)
    })
    .post('/change', async (c) => {
      const field = await readForm(c)
      const loaded = await loadChangeable(deps, c, field('subscription'))
      if (loaded instanceof Response) return loaded
      const typed = {
        accountHolder: (field('holder') ?? '').slice(0, TYPED_CHARACTERS),
        iban: (field('iban') ?? '').slice(0, TYPED_CHARACTERS),
        forAll: field('scope') === 'all' && needsMandate(loaded.contract),
      }
      if (!(await isFresh(deps, c))) {
        const sealed = sealTyped(deps, whoIsSignedIn(c).customer.id, typed)
        return askFirst(deps, c, loaded, 'change', sealed)
      }
      const read = readAccount(typed)
      const isNotAgreed = needsMandate(loaded.contract) && field('agree') !== '1'
      if (!read.ok || isNotAgreed) {
        const form = { ...typed, faults: read.ok ? null : read.faults, isSame: false, isNotAgreed }
        return showChangeForm(deps, c, loaded, form, 422)
      }
      return change(
        deps,
        c,
        loaded,
        { ...typed, faults: null, isSame: false, isNotAgreed },
        field('replaces'),
      )
    })
    .get('/transfer', async (c) => {
      const loaded = await loadEndable(deps, c, c.req.query('subscription'))
      if (loaded instanceof Response) return loaded
      if (!(await isFresh(deps, c))) return askFirst(deps, c, loaded, 'transfer', '')
      const { contract, supplier, payment } = loaded
      if (payment.method === null) return c.redirect(addressOf(loaded), 303)
      const model = {
        contract: { id: contract.id, number: contract.number, status: contract.status, kind: contract.type },
        mandateId: payment.method.id,
        lastDigits: lastDigits(payment.method.maskedIban),
        bank: bankOf(supplier),
      }
      return c.html(<EndMandateView page={pageContext(deps, c)} model={model} />)
    })
    .post('/transfer', async (c) => {
      const field = await readForm(c)
      const mandate = field('mandate')
      const loaded = await loadEndable(deps, c, field('subscription'), mandate)
      if (loaded instanceof Response) return loaded
      if (!isId('paymentMethod', mandate)) return c.notFound()
      if (!(await isFresh(deps, c))) return askFirst(deps, c, loaded, 'transfer', '')
      const session = whoIsSignedIn(c)
      try {
        await deps.outbox.transact(async (tx, post) => {
          const ctx = customerCtx({ ...deps, db: tx }, c, session)
          const ended = await endMandate(ctx, {
            customerId: session.customer.id,
            subscriptionId: loaded.contract.id,
            mandate,
          })
          if (!ended.isNew) return
          const bank = bankOf(loaded.supplier)
          await post(await endMail(deps, c, mandate, ended, bank, ctx.now.epochMilliseconds))
        })
      } catch (error) {
        if (codeOf(error) !== 'payment_method_changed') throw error
        return c.redirect(addressOf(loaded, 'meanwhile=1'), 303)
      }
      return c.redirect(addressOf(loaded, 'ended=1'), 303)
    })

async function change(
  deps: Deps,
  c: Context<PortalEnv>,
  loaded: LoadedPayment,
  form: AccountForm,
  replaces: string | undefined,
): Promise<Response> {
  const session = whoIsSignedIn(c)
  const creditor = needsMandate(loaded.contract) ? creditorOf(loaded.supplier) : null
  try {
    const changed = await deps.outbox.transact(async (tx, post) => {
      const ctx = customerCtx({ ...deps, db: tx }, c, session)
      const changed = await changePaymentMethod(ctx, {
        customerId: session.customer.id,
        subscriptionId: loaded.contract.id,
        forAll: form.forAll,
        accountHolder: form.accountHolder,
        iban: form.iban,
        replaces: isId('paymentMethod', replaces) ? replaces : null,
      })
      const atMs = ctx.now.epochMilliseconds
      if (changed.isNew) await post(await changeMail(deps, c, { ...changed, ...form, creditor, atMs }))
      return changed
    })
    return c.redirect(addressOf(loaded, `changed=${changed.id}`), 303)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'same_payment_method') return showChangeForm(deps, c, loaded, { ...form, isSame: true }, 422)
    if (code === 'payment_method_changed') return c.redirect(addressOf(loaded, 'meanwhile=1'), 303)
    throw error
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Failure ? error.errors?.[0]?.code : undefined

const addressOf = ({ contract }: LoadedPayment, query = ''): string =>
  `/payment-method?subscription=${contract.id}${query === '' ? '' : `&${query}`}`

const isFresh = ({ db }: Deps, c: Context<PortalEnv>): Promise<boolean> =>
  isFreshSession(db, c.get('portal').organizationId, whoIsSignedIn(c).idHash)

const askFirst = (
  deps: Deps,
  c: Context<PortalEnv>,
  { contract }: LoadedPayment,
  step: PaymentStep,
  sealed: string,
) => showIdentify(deps, c, { subscriptionId: contract.id, step, sealed })

/** The contract, if its account can be changed here; else the answer that says why not. */
async function loadChangeable(
  deps: Deps,
  c: Context<PortalEnv>,
  asked: string | undefined,
): Promise<LoadedPayment | Response> {
  const loaded = await loadPayment(deps, c, asked)
  if (loaded === 'no_contract') return c.redirect('/start', 303)
  if (loaded === 'not_found') return c.notFound()
  const isPossible = !needsMandate(loaded.contract) || creditorOf(loaded.supplier) !== null
  return loaded.contract.status !== 'ended' && isPossible ? loaded : c.redirect(addressOf(loaded), 303)
}

/** The contract, if it has a mandate that can be ended. A form sent twice finds it ended, and says so. */
async function loadEndable(
  deps: Deps,
  c: Context<PortalEnv>,
  asked: string | undefined,
  ended?: string,
): Promise<LoadedPayment | Response> {
  const loaded = await loadChangeable(deps, c, asked)
  if (loaded instanceof Response) return loaded
  if (loaded.contract.type === 'feed_in') return c.redirect(addressOf(loaded), 303)
  if (loaded.payment.method !== null) return loaded
  return c.redirect(addressOf(loaded, ended === undefined ? '' : 'ended=1'), 303)
}
