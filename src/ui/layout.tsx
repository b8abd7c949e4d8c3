import type { Child } from 'hono/jsx'
import { AccountMenu } from './account-menu.tsx'
import { BrandMark } from './brand-mark.tsx'
import { Document } from './document.tsx'
import { Icon } from './icons.tsx'
import type { NavItem, PageContext } from './page.ts'
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

/** So many fit into a phone's bar beside "more". */
const IN_BAR = 4
const REST_ID = 'nav-rest'

const NavLink = ({ item: { href, label, icon, current } }: { item: NavItem }) => (
  <li>
    <a href={href} aria-current={current ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{label}</span>
    </a>
  </li>
)

/** On a phone the rest is a popover, which the browser opens and closes by itself; beside a wide page it simply goes on. */
const Navigation = ({ page: { t, nav } }: { page: PageContext }) => {
  const rest = nav.length > IN_BAR + 1 ? nav.slice(IN_BAR) : []
  const behindMore = rest.find(({ current }) => current)
  return (
    <nav class="nav" aria-label={t('layout.navigation')}>
      <ul>
        {nav.slice(0, nav.length - rest.length).map((item) => (
          <NavLink item={item} />
        ))}
      </ul>
      {rest.length > 0 && (
        <>
          <button
            type="button"
            class={behindMore === undefined ? 'nav-more' : 'nav-more current'}
            popovertarget={REST_ID}
          >
            <Icon name="more" />
            <span>
              {t('sections.more')}
              {behindMore !== undefined && (
                <span class="hidden"> {t('sections.moreCurrent', { name: behindMore.label })}</span>
              )}
            </span>
          </button>
          <ul id={REST_ID} class="nav-rest" popover="auto">
            {rest.map((item) => (
              <NavLink item={item} />
            ))}
          </ul>
        </>
      )}
    </nav>
  )
}

/** A task begun in the partner's app ends with the way back there. */
const FlowEnd = ({ page: { t, returnTo } }: { page: PageContext }) =>
  returnTo === null ? null : (
    <p class="actions">
      <a class="button plain" href={returnTo.url} rel="noreferrer">
        <Icon name="left" />
        {t('layout.back', { name: returnTo.name })}
      </a>
    </p>
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
        {page.flow && <FlowEnd page={page} />}
      </main>
      <PageFooter page={page} />
    </Document>
  )
}
