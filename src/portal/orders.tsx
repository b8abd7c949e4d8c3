import { Hono } from 'hono'
import type { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'
import { addDays, dayAt } from '../domain/local-time.ts'
import { isBilled } from '../features/grid-fee-reductions/check-modules.ts'
import type { GridFeeReduction } from '../features/grid-fee-reductions/grid-fee-reduction.ts'
import { listGridFeeReductions } from '../features/grid-fee-reductions/queries.ts'
import type { MeterOrder } from '../features/meter-orders/meter-order.ts'
import { listMeterOrders } from '../features/meter-orders/queries.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { chooseContract, contractChoices } from './choose-contract.ts'
import type { PortalEnv } from './env.ts'
import { OrdersView } from './orders-view.tsx'
import type { OrdersModel, ShownMeterOrder, ShownReduction } from './orders-view-model.ts'
import { pageContext } from './page-context.ts'
import { whoIsSignedIn } from './session-cookie.ts'

/** What was ordered for a contract beside its electricity: a smart meter, reduced grid fees. */
export const ordersPage = (deps: Deps) =>
  new Hono<PortalEnv>().get('/', async (c) => {
    const { organizationId } = c.get('portal')
    const { customer } = whoIsSignedIn(c)
    const [meterOrders, reductions] = await Promise.all([
      listMeterOrders(deps.db, organizationId, customer.id),
      listGridFeeReductions(deps.db, organizationId, customer.id),
    ])
    const open = new Set([
      ...meterOrders.filter(isOpen).map(({ subscriptionId }) => subscriptionId),
      ...reductions
        .filter(({ status }) => status === 'intended' || status === 'ordered')
        .map(({ subscriptionId }) => subscriptionId),
    ])
    // Who has several contracts comes for the one on which something moves.
    const { contracts, contract } = await chooseContract(deps, c, c.req.query('subscription'), ({ id }) =>
      open.has(id),
    )
    if (contracts.length === 0) return c.redirect('/start', 303)
    if (!contract) return c.notFound()
    const ofContract = <Order extends { subscriptionId: string }>(orders: readonly Order[]) =>
      orders.filter(({ subscriptionId }) => subscriptionId === contract.id)
    const orders = ofContract(meterOrders)
    const modules = ofContract(reductions)
    const model: OrdersModel = {
      now: deps.now().epochMilliseconds,
      contracts: contractChoices(contracts),
      contract: {
        id: contract.id,
        number: contract.number,
        status: contract.status,
        kind: contract.type,
        meterType: contract.meter.type,
        lastDay: contract.lastDay,
      },
      meterOrders: orders.map(shownOrder),
      reductions: modules.map(shownReduction),
      possible: possibleOrders(contract, orders, modules),
    }
    return c.html(<OrdersView page={pageContext(deps, c)} model={model} />)
  })

const isOpen = ({ status }: MeterOrder): boolean => status !== 'activated' && status !== 'cancelled'

/** A smart meter is anybody's to ask for (§ 34 (2) MsbG); reduced grid fees are for who takes electricity (§ 14a EnWG). */
function possibleOrders(
  { status, type, meter, contract }: CustomerSubscription,
  orders: readonly MeterOrder[],
  reductions: readonly GridFeeReduction[],
): OrdersModel['possible'] {
  if (status === 'ended') return []
  const hasModule = (module: 1 | 2 | 3) =>
    isBilled(contract, module) ||
    reductions.some((known) => known.module === module && !['rejected', 'ended'].includes(known.status))
  const possible: OrdersModel['possible'][number][] = []
  if (meter.type === 'analog' && !orders.some(isOpen)) possible.push('smart_meter')
  if (type !== 'consumption' || hasModule(2)) return possible
  if (!hasModule(1)) return [...possible, 'module_1']
  return meter.type === 'smart' && !hasModule(3) ? [...possible, 'module_3'] : possible
}

function shownOrder(order: MeterOrder): ShownMeterOrder {
  const at = (instant: Temporal.Instant | null) => instant?.epochMilliseconds
  const reached = Object.entries({
    created: at(order.createdAt),
    placed: at(order.placedAt),
    check_submitted: at(order.checkSubmittedAt),
    check_reviewed: at(order.checkReviewedAt),
    scheduled: at(order.appointmentAt),
    installed: at(order.installedAt),
    activated: at(order.activatedAt),
  }).filter(([, instant]) => instant !== undefined)
  return {
    provider: order.provider,
    reached: Object.fromEntries(reached),
    blocked:
      order.blockedAt && order.blockedReason && isOpen(order)
        ? { at: order.blockedAt.epochMilliseconds, reason: order.blockedReason }
        : null,
    cancelled: order.cancelledAt && {
      at: order.cancelledAt.epochMilliseconds,
      reason: order.cancelledReason,
    },
  }
}

const shownReduction = (reduction: GridFeeReduction): ShownReduction => ({
  module: reduction.module,
  status: reduction.status,
  orderedOn: dayAt(reduction.createdAt),
  updatedOn: dayAt(reduction.updatedAt),
  validFrom: reduction.validFrom,
  lastDay: reduction.validUntil && addDays(reduction.validUntil, -1),
  rejectedReason: reduction.rejectedReason,
})
