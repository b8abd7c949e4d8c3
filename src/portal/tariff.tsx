import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure } from '../domain/failure.ts'
import type { Modules } from '../domain/grid-fee-modules.ts'
import { type Day, dayAt } from '../domain/local-time.ts'
import { ratesOn, termsOn } from '../domain/tariff.ts'
import { getContract } from '../features/subscriptions/queries.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { getContractSheet } from '../features/subscriptions/termination-sheet.ts'
import { loadRateBook } from '../features/tariffs/queries.ts'
import { chooseContract, contractChoices } from './choose-contract.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { priceSheet } from './tariff-sheet.ts'
import type { PriceSheet, TariffContract } from './tariff-view-model.ts'
import { openWays } from './tariff-ways.ts'
import { TariffView } from './tariff-view.tsx'
import { terminatePages } from './terminate.tsx'

/** What a contract costs, part by part, how long it runs, and the ways out of it. */
export const tariffPage = (deps: Deps) =>
  new Hono<PortalEnv>().route('/', terminatePages(deps)).get('/', async (c) => {
    const { organizationId } = c.get('portal')
    const { contracts, contract } = await chooseContract(deps, c, c.req.query('subscription'))
    if (contracts.length === 0) return c.redirect('/start', 303)
    if (!contract) return c.notFound()
    const today = dayAt(deps.now())
    const pricesOn = priceDay(contract, today)
    const [{ terms }, sheet] = await Promise.all([
      getContract(deps.db, organizationId, contract.id),
      getContractSheet(deps.db, organizationId, contract.id, pricesOn),
    ])
    const book = await loadRateBook(deps.db, terms)
    const prices = unlessUnknown(() =>
      priceSheet(terms, ratesOn(book, terms, pricesOn), sheet.exchangePrices),
    )
    const model = {
      today,
      contracts: contractChoices(contracts),
      contract: toShown(contract, termsOn(terms, pricesOn)),
      sheet,
      pricesOn,
      prices,
      ways: openWays(contract, sheet, today),
    }
    return c.html(<TariffView page={pageContext(deps, c)} model={model} />)
  })

/** The prices of today, of the day supply begins, or of the last day there was any. */
function priceDay({ startsOn, lastDay }: CustomerSubscription, today: Day): Day {
  if (today < startsOn || (lastDay !== null && lastDay < startsOn)) return startsOn
  return lastDay !== null && lastDay < today ? lastDay : today
}

/** A levy of next year is published in October, a grid fee in December: until then a day has no price. */
function unlessUnknown(reckon: () => PriceSheet): PriceSheet | null {
  try {
    return reckon()
  } catch (error) {
    if (error instanceof Failure && error.code === 'UNPROCESSABLE_ENTITY') return null
    throw error
  }
}

function toShown(contract: CustomerSubscription, modules: Modules): TariffContract {
  const { id, number, planName, status, type, tariff, startsOn, lastDay, noticeDays, address } = contract
  return {
    id,
    number,
    planName,
    status,
    kind: type,
    tariff,
    startsOn,
    lastDay,
    noticeDays,
    address,
    meterNumber: contract.meter.number,
    modules: (['module1', 'module2', 'module3'] as const).filter((module) => modules[module]),
  }
}
