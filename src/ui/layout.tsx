import type { Child } from 'hono/jsx'
import { AccountMenu } from './account-menu.tsx'
import { BrandMark } from './brand-mark.tsx'
import { Document } from './document.tsx'
import { Icon } from './icons.tsx'
import type { PageContext } from './page.ts'
import { PageFooter } from './page-footer.tsx'

export interface LayoutProps {
  page: PageContext
  title: string
  islands?: readonly string[]
  children?: Child
}

export const SkipLink = ({ page }: { page: PageContext }) => (
  <a class="skip" href="#content">
    {page.t('layout.skip')}
  </a>
)

export const BackLink = ({ page }: { page: PageContext }) =>
  page.returnTo === null ? null : (
    <a class="back" href={page.returnTo.url} rel="noreferrer">
      <Icon name="left" />
      <span>{page.t('layout.back', { name: page.returnTo.name })}</span>
    </a>
  )

const Navigation = ({ page }: { page: PageContext }) => (
  <nav class="nav" aria-label={page.t('layout.navigation')}>
    <ul>
      {page.nav.map((item) => (
        <li>
          <a href={item.href} aria-current={item.current ? 'page' : undefined}>
            <Icon name={item.icon} />
            <span>{item.label}</span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

/** The signed-in portal: top bar, navigation at the side or at the foot, account menu, footer. */
export const Layout = ({ page, title, islands, children }: LayoutProps) => {
  const navigation = !page.flow && page.nav.length > 0
  return (
    <Document page={page} title={title} islands={islands} bodyClass={navigation ? 'shell with-nav' : 'shell'}>
      <SkipLink page={page} />
      <header class="top">
        <BackLink page={page} />
        <BrandMark brand={page.brand} href={navigation ? (page.nav[0]?.href ?? '/') : null} />
        {!page.flow && page.customer !== null && <AccountMenu page={page} customer={page.customer} />}
      </header>
      {navigation && <Navigation page={page} />}
      <main id="content" tabindex={-1}>
        {children}
      </main>
      <PageFooter page={page} />
    </Document>
  )
}
