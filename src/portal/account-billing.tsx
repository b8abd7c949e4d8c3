import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { isId } from '../domain/identifiers.ts'
import { changeBillingAddress } from '../features/customers/change-billing-address.ts'
import { type ContractAddresses, listContractAddresses } from '../features/customers/customer-addresses.ts'
import { readForm } from '../http/form.ts'
import { BillingFormView } from './account-billing-view.tsx'
import { readLines } from './account-lines.ts'
import type { AddressField, BillingModel } from './account-view-model.ts'
import { customerCtx } from './customer-ctx.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { whoIsSignedIn } from './session-cookie.ts'

const FIELDS: readonly AddressField[] = ['street', 'houseNumber', 'zip', 'city']
const MOST_CHARACTERS = { street: 200, houseNumber: 20, zip: 5, city: 100 }

/** Where the invoices of one contract go, or of all that run. */
export const accountBillingPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const found = await findContract(deps, c, c.req.query('subscription'))
      if (!found) return c.notFound()
      return show(deps, c, found, { values: found.contract.billing, faults: {} }, false)
    })
    .post('/', async (c) => {
      const field = await readForm(c)
      const found = await findContract(deps, c, field('subscription'))
      if (!found) return c.notFound()
      const { values, faults, isRight } = readLines(field, FIELDS, MOST_CHARACTERS)
      const forAll = field('scope') === 'all'
      if (!isRight) return show(deps, c, found, { values, faults }, forAll, 422)
      const session = whoIsSignedIn(c)
      await changeBillingAddress(customerCtx(deps, c, session), {
        customerId: session.customer.id,
        subscriptionId: found.contract.subscriptionId,
        forAll,
        address: values,
      })
      return c.redirect('/account?done=billing#addresses', 303)
    })

interface Found {
  contract: ContractAddresses
  runningContracts: number
}

async function findContract(
  { db }: Deps,
  c: Context<PortalEnv>,
  asked: string | undefined,
): Promise<Found | undefined> {
  if (!isId('subscription', asked)) return undefined
  const contracts = await listContractAddresses(
    db,
    c.get('portal').organizationId,
    whoIsSignedIn(c).customer.id,
  )
  const contract = contracts.find(({ subscriptionId }) => subscriptionId === asked)
  return (
    contract && { contract, runningContracts: contracts.filter(({ status }) => status !== 'ended').length }
  )
}

function show(
  deps: Deps,
  c: Context<PortalEnv>,
  { contract, runningContracts }: Found,
  form: BillingModel['form'],
  forAll: boolean,
  status: 200 | 422 = 200,
): Response | Promise<Response> {
  const { subscriptionId, number, supply } = contract
  const model: BillingModel = { subscriptionId, number, supply, runningContracts, forAll, form }
  return c.html(<BillingFormView page={pageContext(deps, c)} model={model} />, status)
}
