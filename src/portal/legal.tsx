import { Hono } from 'hono'
import { LEGAL_PAGES } from '../brand/brand.ts'
import type { Deps } from '../deps.ts'
import type { PortalEnv } from './env.ts'
import { LegalView } from './legal-view.tsx'
import { pageContext } from './page-context.ts'

/** The brand's own legal pages, open to everybody: `/imprint`, `/privacy`, `/accessibility`, `/terms`. */
export const legalPages = (deps: Deps) => {
  const pages = new Hono<PortalEnv>()
  for (const name of LEGAL_PAGES) {
    pages.get(`/${name}`, (c) =>
      c.get('brand').legal[name] === undefined
        ? c.notFound()
        : c.html(<LegalView page={pageContext(deps, c)} name={name} />),
    )
  }
  return pages
}
