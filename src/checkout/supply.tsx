import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { addMonths, type Day, dayAt, firstDayOf, monthOf } from '../domain/local-time.ts'
import { earliestStart, latestStart } from '../domain/supply-start.ts'
import { readSupply, supplyContext } from '../features/checkouts/read-supply.ts'
import { searchSuppliers } from '../features/market-partners/search-suppliers.ts'
import type { PortalEnv } from '../portal/env.ts'
import { pageContext } from '../portal/page-context.ts'
import { checkoutOf } from './open-checkout.ts'
import { offerProblems } from './problem-words.ts'
import { stepPage, type StepState } from './step-page.ts'
import { stepsOf } from './steps.ts'
import { SupplyView } from './supply-view.tsx'

/** So many months are offered to begin feeding in. */
const FEED_IN_MONTHS = 12

/** The third step: from whom the customer comes, the meter, and when to begin. */
export const supplyPage = (deps: Deps) =>
  stepPage(deps, {
    step: 'supply',
    async read({ db, now }, c, fields) {
      return readSupply(fields, await supplyContext(db, checkoutOf(c).plan, fields, dayAt(now())))
    },
    show: (_deps, c, state, status) => show(deps, c, state, status),
  })

async function show(
  deps: Deps,
  c: Context<PortalEnv>,
  { fields, problems }: StepState,
  status: 200 | 422,
): Promise<Response> {
  const open = checkoutOf(c)
  const today = dayAt(deps.now())
  const earliest = earliestStart(open.plan.type, today)
  const latest = latestStart(today)
  const isUnsure = problems.previousSupplier === 'unknown' || problems.previousSupplier === 'several'
  const page = { ...pageContext(deps, c), nav: [] }
  const { format } = page
  const model = {
    open,
    steps: stepsOf(c.get('session') !== undefined),
    fields,
    wrong: offerProblems(page, problems, {
      earliest: format.date(earliest),
      latest: format.date(latest),
      example: format.locale === 'de' ? earliest.split('-').toReversed().join('.') : earliest,
    }),
    earliest,
    latest,
    firsts: open.plan.type === 'feed_in' ? firstsFrom(earliest) : [],
    found: isUnsure ? await searchSuppliers(deps.db, fields.previousSupplier ?? '') : [],
  }
  return c.html(<SupplyView page={page} model={model} />, status)
}

const firstsFrom = (earliest: Day): Day[] =>
  Array.from({ length: FEED_IN_MONTHS }, (_, index) => firstDayOf(addMonths(monthOf(earliest), index)))
