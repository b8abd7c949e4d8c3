import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { searchSuppliers } from '../features/market-partners/search-suppliers.ts'
import type { PortalEnv } from '../portal/env.ts'

/** Suppliers of the market by what was typed of their name, as the options of a list. They are the same for everyone. */
export const suppliersSearch = ({ db }: Pick<Deps, 'db'>) =>
  new Hono<PortalEnv>().get('/', async (c) => {
    const found = await searchSuppliers(db, c.req.query('q') ?? '')
    const names = new Set(found.map(({ name }) => name))
    return c.html(
      <>
        {names.size === found.length
          ? found.map(({ name }) => <option value={name} />)
          : // Of two with one name the code tells which is meant.
            found.map(({ code, name }) => <option value={code}>{name}</option>)}
      </>,
    )
  })
