import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { notFound } from '../domain/failure.ts'
import { addDays, type Day, dayAt } from '../domain/local-time.ts'
import type { Contract } from '../features/subscriptions/subscription.ts'
import { type ExportedDay, exportDays } from '../features/usage/usage-export.ts'
import { usageCsv } from '../features/usage/usage-export-csv.ts'
import { usageEspi } from '../features/usage/usage-export-espi.ts'
import { withinTerm } from '../features/usage/usage-series-totals.ts'
import { chooseContract, contractChoices } from './choose-contract.ts'
import { downloadLimit } from './download-limit.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { loadUsage } from './usage-model.ts'
import { readDay, readUsageRequest } from './usage-request.ts'
import { UsageView } from './usage-view.tsx'

/** What a contract's meter measured, in pictures and as files. */
export const usagePage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const { contracts, contract: subscription } = await chooseContract(deps, c, c.req.query('subscription'))
      if (contracts.length === 0) return c.redirect('/start', 303)
      if (!subscription) return c.notFound()
      const today = dayAt(deps.now())
      const asked = readUsageRequest((name) => c.req.query(name), subscription.contract, today)
      if (!asked) return c.notFound()
      const keep = contracts.length > 1 ? `subscription=${subscription.id}` : ''
      const { organizationId } = c.get('portal')
      const usage = await loadUsage(deps.db, organizationId, { subscription, asked, today, keep })
      const { fromProblem, toProblem } = asked.form
      return c.html(
        <UsageView page={pageContext(deps, c)} model={{ ...usage, contracts: contractChoices(contracts) }} />,
        fromProblem === null && toProblem === null ? 200 : 422,
      )
    })
    .get('/quarter-hours.csv', downloadLimit(deps), async (c) => {
      const { contract, from, to } = await askedFile(deps, c)
      const style = c.req.query('style') ?? 'plain'
      if (style !== 'plain' && style !== 'excel') throw notFound('File')
      const days = await begun(exportDays(deps.db, c.get('portal').organizationId, contract, from, to))
      const name = fileName(contract, from, to, style === 'excel' ? '-excel.csv' : '.csv')
      return send(c, usageCsv(days, style), 'text/csv; charset=utf-8', name)
    })
    .get('/green-button.xml', downloadLimit(deps), async (c) => {
      const { contract, from, to } = await askedFile(deps, c)
      const { organizationId, organizationName } = c.get('portal')
      const days = await begun(exportDays(deps.db, organizationId, contract, from, to))
      const updated = deps.now().toString({ smallestUnit: 'second' })
      const feed = usageEspi(days, { contract, author: organizationName, updated })
      return send(c, feed, 'application/atom+xml; charset=utf-8', fileName(contract, from, to, '.xml'))
    })

/** The longest that a contract's values are handed out at once. */
const MOST_DAYS = 10 * 366

/** Whose quarter-hours an address asks for, cut to the contract's term and to the days that can have values. */
async function askedFile(
  deps: Deps,
  c: Context<PortalEnv>,
): Promise<{ contract: Contract; from: Day; to: Day }> {
  const { contract: subscription } = await chooseContract(deps, c, c.req.query('subscription'))
  const from = readDay(c.req.query('from') ?? '')
  const last = readDay(c.req.query('to') ?? '')
  if (!subscription || subscription.meter.type !== 'smart' || !from || !last) throw notFound('File')
  const { contract } = subscription
  const today = dayAt(deps.now())
  const end = last < today ? addDays(last, 1) : today
  const term = from < end && addDays(from, MOST_DAYS) > end ? withinTerm(contract, from, end) : null
  if (!term) throw notFound('File')
  return { contract, ...term }
}

const fileName = ({ number, terms }: Contract, from: Day, to: Day, ending: string): string =>
  `${terms.type === 'feed_in' ? 'feed-in' : 'usage'}-${number}-${from}-${addDays(to, -1)}${ending}`

/** The first days are read before anything is promised, so that what fails does so with a page of its own. */
async function begun(pieces: AsyncGenerator<ExportedDay[]>): Promise<AsyncGenerator<ExportedDay[]>> {
  const first = await pieces.next()
  return (async function* () {
    if (!first.done) yield first.value
    yield* pieces
  })()
}

function send(c: Context<PortalEnv>, pieces: AsyncGenerator<string>, type: string, name: string): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return c.body(body, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
  })
}
