import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { chooseContract, contractChoices } from './choose-contract.ts'
import type { PortalEnv } from './env.ts'
import { loadFigures } from './overview-figures.ts'
import { overviewModel } from './overview-model.ts'
import { OverviewView } from './overview-view.tsx'
import { pageContext } from './page-context.ts'

/** Price now, use, the next bill, the contract: for one contract at a time. Without any the visitor goes to the checkout. */
export const overviewPage = (deps: Deps) =>
  new Hono<PortalEnv>().get('/', async (c) => {
    const { organizationId } = c.get('portal')
    const { contracts, contract } = await chooseContract(deps, c, c.req.query('subscription'))
    if (contracts.length === 0) return c.redirect('/start', 303)
    if (!contract) return c.notFound()

    const now = deps.now()
    const figures = await loadFigures(deps.db, organizationId, contract, now)
    const model = { ...overviewModel(figures, contract, now), contracts: contractChoices(contracts) }
    return c.html(<OverviewView page={pageContext(deps, c)} model={model} />)
  })
