import type { Child } from 'hono/jsx'
import { BrandMark } from './brand-mark.tsx'
import { Document } from './document.tsx'
import { BackLink, SkipLink } from './layout.tsx'
import type { PageContext } from './page.ts'
import { PageFooter } from './page-footer.tsx'

export interface BarePageProps {
  page: PageContext
  title: string
  /** Wide enough to read in, for texts; the default is a single narrow column. */
  reading?: boolean
  /** Errors offer no settings: where they would lead is unsure. */
  preferences?: boolean
  children?: Child
}

/** One thing to do, or to know, in the brand: confirm, sign in, expired, not found. */
export const BarePage = ({ page, title, reading = false, preferences = true, children }: BarePageProps) => (
  <Document page={page} title={title} bodyClass="shell bare">
    <SkipLink page={page} />
    <header class="top">
      <BackLink page={page} />
      <BrandMark brand={page.brand} href={null} />
    </header>
    <main id="content" tabindex={-1} class={reading ? 'reading' : 'narrow'}>
      {children}
    </main>
    <PageFooter page={page} preferences={preferences} />
  </Document>
)
