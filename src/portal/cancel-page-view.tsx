import type { Child } from 'hono/jsx'
import { BrandMark } from '../ui/brand-mark.tsx'
import { Document } from '../ui/document.tsx'
import { SkipLink } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { PageFooter } from '../ui/page-footer.tsx'

/**
 * A page with one declaration on it and nothing beside it: no navigation, no offer, nobody to call first
 * (§ 312k (2) BGB; LG Köln 33 O 355/22). Language and the legal pages stay at its foot.
 */
export const DeclarationPage = ({
  page,
  title,
  children,
}: {
  page: PageContext
  title: string
  children?: Child
}) => (
  <Document page={page} title={title} bodyClass="shell bare">
    <SkipLink page={page} />
    <header class="top">
      <BrandMark brand={page.brand} href={null} />
    </header>
    <main id="content" tabindex={-1} class="narrow declare">
      {children}
    </main>
    <PageFooter page={page} preferences contact={false} />
  </Document>
)
