import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { addDays, addMonths, type Day, dayAt, firstDayOf, monthOf } from '../domain/local-time.ts'
import { RECENT_DAYS } from '../features/prices/price-outlook.ts'
import { loadPricing } from '../features/prices/queries.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { chooseContract, contractChoices } from './choose-contract.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { shownFixed } from './prices-fixed.ts'
import { shownMonth, shownQuarters } from './prices-model.ts'
import { type PricesQuery, readPricesQuery } from './prices-query.ts'
import type { FieldProblem, PricesModel } from './prices-view-model.ts'
import { PricesView } from './prices-view.tsx'

/** What a kilowatt-hour costs: now and tomorrow, on any day of the contract, or a month at a glance. */
export const pricesPage = (deps: Deps) =>
  new Hono<PortalEnv>().get('/', async (c) => {
    const query = readPricesQuery((name) => c.req.query(name))
    if (!query) return c.notFound()
    const { contracts, contract } = await chooseContract(deps, c, c.req.query('subscription'))
    if (contracts.length === 0) return c.redirect('/start', 303)
    if (!contract) return c.notFound()
    const answer = await load(deps, contract, query)
    if (!answer) return c.notFound()
    return show(deps, c, {
      ...answer,
      contracts: contractChoices(contracts),
      typed: query.typed,
    })
  })

type Answer = Omit<PricesModel, 'contracts' | 'typed'>

/** Null for an address that leads nowhere: a month in which the contract does not supply. */
async function load(
  { db, now }: Deps,
  sub: CustomerSubscription,
  query: PricesQuery,
): Promise<Answer | null> {
  const instant = now()
  const today = dayAt(instant)
  const { contract } = sub
  const tomorrow = addDays(today, 1)
  const first = sub.startsOn
  const last = sub.lastDay !== null && sub.lastDay < tomorrow ? sub.lastDay : tomorrow
  const common = {
    now: instant.epochMilliseconds,
    contract: { id: sub.id, kind: sub.type, status: sub.status, startsOn: first, lastDay: sub.lastDay },
    baseFeeCents: sub.baseFeeCents,
    firstDay: first,
    lastDay: last,
    problem: query.malformed === null ? null : { field: query.malformed, reason: 'malformed' as const },
  }
  if (sub.tariff === 'fixed') {
    const day = sub.status === 'pending' ? first : last < today ? last : today
    return { ...common, shown: shownFixed(await loadPricing(db, contract, day, tomorrow), day) }
  }
  if (sub.status === 'pending' || first > last)
    return { ...common, shown: { kind: 'nothing', reason: 'pending', day: first } }
  if (query.month !== null) {
    if (query.month < monthOf(first) || query.month > monthOf(last)) return null
    const [from, to] = [firstDayOf(query.month), firstDayOf(addMonths(query.month, 1))]
    return {
      ...common,
      shown: shownMonth(await loadPricing(db, contract, from, to), query.month, { first, last }),
    }
  }
  const outside = query.day !== null && (query.day < first || query.day > last)
  const day = outside ? null : query.day
  const [from, to]: [Day, Day] =
    day !== null
      ? [day, addDays(day, 1)]
      : last < today
        ? [last, addDays(last, 1)]
        : [today, addDays(tomorrow, 1)]
  const view = day === null && last >= today ? 'now' : 'day'
  const pricing = await loadPricing(db, contract, addDays(from, -RECENT_DAYS), to)
  const { shown, problem } = shownQuarters(pricing, view, from, to, { now: common.now, today, query })
  const fault: FieldProblem | null = outside ? { field: 'day', reason: 'outside' } : problem
  return { ...common, shown, problem: common.problem ?? fault }
}

function show(deps: Deps, c: Context<PortalEnv>, model: PricesModel) {
  return c.html(<PricesView page={pageContext(deps, c)} model={model} />, model.problem === null ? 200 : 422)
}
