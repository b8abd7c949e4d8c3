import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure, notFound } from '../domain/failure.ts'
import { isId } from '../domain/identifiers.ts'
import { type Day, dayAt } from '../domain/local-time.ts'
import { declareForContract } from '../features/declarations/declare-for-contract.ts'
import { findContractDeclaration, getCustomerDeclaration } from '../features/declarations/queries.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { type ContractSheet, getContractSheet } from '../features/subscriptions/termination-sheet.ts'
import { readForm as readPost } from '../http/form.ts'
import { receiptTo } from './cancel-declare.ts'
import { fileAnswer } from './cancel.tsx'
import { receiptFile, receiptOf } from './cancel-receipt.ts'
import { chooseContract } from './choose-contract.ts'
import { customerCtx } from './customer-ctx.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { whoIsSignedIn } from './session-cookie.ts'
import { openWays } from './tariff-ways.ts'
import {
  readForm,
  type TerminateForm,
  type TerminateProblems,
  typedForm,
  WAYS,
  type Way,
} from './terminate-form.ts'
import type { TerminateModel } from './terminate-view-model.ts'
import { TerminateReceiptView, TerminateView } from './terminate-view.tsx'

const REASON = { terminate: 'ORDINARY', 'move-out': 'MOVE_OUT', withdraw: 'WITHDRAWAL' } as const

/** The ways out of a contract, each a form, a look at what it says, and a receipt. Nothing ends before the second button. */
export function terminatePages(deps: Deps) {
  const pages = new Hono<PortalEnv>()
  for (const way of WAYS) {
    pages
      .get(`/${way}`, async (c) => {
        const loaded = await load(deps, c, c.req.query('subscription'))
        return show(deps, c, way, loaded, { form: typedForm((name) => c.req.query(name)), problems: {} })
      })
      .post(`/${way}`, (c) => post(deps, c, way))
  }
  return pages
    .get('/receipt/:id', async (c) => {
      const { receipt, declaration, page } = await loadReceipt(deps, c)
      const mailedTo = deps.mailer === null ? null : declaration.email
      const fileUrl = `/tariff/receipt/${declaration.id}/file`
      const model = { receipt, mailedTo, fileUrl, subscriptionId: declaration.subscriptionId ?? '' }
      return c.html(<TerminateReceiptView page={page} model={model} />)
    })
    .get('/receipt/:id/file', async (c) => {
      const { receipt, declaration, page } = await loadReceipt(deps, c)
      return fileAnswer(c, receiptFile(page.t, receipt), declaration.id)
    })
}

interface Loaded {
  contract: CustomerSubscription
  sheet: ContractSheet
  today: Day
}

async function load(deps: Deps, c: Context<PortalEnv>, asked: string | undefined): Promise<Loaded> {
  const { contract } = await chooseContract(deps, c, asked)
  if (!contract) throw notFound('Subscription')
  const today = dayAt(deps.now())
  const sheet = await getContractSheet(deps.db, c.get('portal').organizationId, contract.id, today)
  return { contract, sheet, today }
}

async function post(deps: Deps, c: Context<PortalEnv>, way: Way): Promise<Response> {
  const field = await readPost(c)
  const loaded = await load(deps, c, field('subscription'))
  const form = typedForm(field)
  const { contract, today } = loaded
  const earliest = openUntil(way, loaded)
  // The same sent twice: what the first one did is shown, and nothing is done.
  if (earliest === null) return c.redirect(await receiptUrl(deps, c, way, contract), 303)
  const read = readForm(way, form, earliest, today)
  if (read.problems) return show(deps, c, way, loaded, { form, problems: read.problems }, 422)
  if (field('confirmed') !== '1') {
    const lastDay = read.lastDay ?? endWithoutDay(way, loaded)
    return show(deps, c, way, loaded, { form, problems: {}, confirm: { lastDay } })
  }
  const { customer } = whoIsSignedIn(c)
  try {
    const id = await deps.outbox.transact(async (tx, post) => {
      const ctx = customerCtx({ ...deps, db: tx }, c, whoIsSignedIn(c))
      const { id, email } = await declareForContract(ctx, {
        customerId: customer.id,
        subscriptionId: contract.id,
        reason: REASON[way],
        lastDay: read.lastDay,
        newAddress: read.newAddress,
        planId: c.get('portal').planId,
        locale: c.get('locale'),
      })
      const { receipt } = await loadReceipt({ ...deps, db: tx }, c, id)
      await post(await receiptTo(deps, c, id, email, c.get('locale'), receipt))
      return id
    })
    return c.redirect(`/tariff/receipt/${id}`, 303)
  } catch (error) {
    // Ended a moment ago by the same hand, or midnight has passed since the form was opened: its page says how it stands.
    if (!(error instanceof Failure) || error.code !== 'CONFLICT') throw error
    return c.redirect(await receiptUrl(deps, c, way, contract), 303)
  }
}

/** The last day by this way at the earliest, or the last on which it can be gone; null when it is closed. */
function openUntil(way: Way, { contract, sheet, today }: Loaded): Day | null {
  const { terminateOn, moveOutOn, withdrawUntil } = openWays(contract, sheet, today)
  return { terminate: terminateOn, 'move-out': moveOutOn, withdraw: withdrawUntil }[way]
}

/** Null where the contract will never have begun. */
function endWithoutDay(way: Way, loaded: Loaded): Day | null {
  if (way !== 'withdraw') return openUntil(way, loaded)
  return loaded.today < loaded.contract.startsOn ? null : loaded.today
}

async function receiptUrl(
  { db }: Deps,
  c: Context<PortalEnv>,
  way: Way,
  contract: CustomerSubscription,
): Promise<string> {
  const { organizationId } = c.get('portal')
  const kind = way === 'withdraw' ? 'withdrawal' : 'termination'
  const id = await findContractDeclaration(db, organizationId, contract.id, kind)
  return id === undefined ? `/tariff/${way}?subscription=${contract.id}` : `/tariff/receipt/${id}`
}

function show(
  deps: Deps,
  c: Context<PortalEnv>,
  way: Way,
  loaded: Loaded,
  state: {
    form: TerminateForm
    problems: TerminateProblems
    confirm?: TerminateModel['confirm']
  },
  status: 200 | 422 = 200,
) {
  const { contract, sheet, today } = loaded
  const { id, number, planName, address, lastDay, startsOn } = contract
  const model: TerminateModel = {
    way,
    today,
    contract: { id, number, planName, address, lastDay, startsOn, isOver: contract.status === 'ended' },
    concludedOn: sheet.concludedOn,
    open: openUntil(way, loaded),
    email: whoIsSignedIn(c).customer.email,
    form: state.form,
    problems: state.problems,
    confirm: state.confirm ?? null,
  }
  return c.html(<TerminateView page={pageContext(deps, c)} model={model} />, status)
}

async function loadReceipt(deps: Deps, c: Context<PortalEnv>, asked = c.req.param('id')) {
  const { organizationId } = c.get('portal')
  if (!isId('declaration', asked)) throw notFound('Declaration')
  const { customer } = whoIsSignedIn(c)
  const found = await getCustomerDeclaration(deps.db, organizationId, customer.id, asked)
  const page = pageContext(deps, c)
  return { page, declaration: found.declaration, receipt: receiptOf(page, found.declaration, found) }
}
