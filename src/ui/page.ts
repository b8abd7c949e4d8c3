import type { Brand } from '../brand/brand.ts'
import type { Assets } from './assets.ts'
import type { Format } from './format.ts'
import type { T } from './i18n.ts'
import type { IconName } from './icons.tsx'

export type SchemeChoice = 'light' | 'dark' | 'auto'

export interface NavItem {
  href: string
  label: string
  icon: IconName
  current: boolean
}

/** What every page of a portal is drawn with, whatever it shows. Made once per request by the route. */
export interface PageContext {
  brand: Brand
  /** `/brand.css?v={brandStyle(brand).hash}` */
  brandStyleUrl: string
  assets: Assets
  t: T
  format: Format
  /** Path and query of this page, where the preferences form comes back to. */
  path: string
  /** The visitor's choice, else `brand.scheme`. */
  scheme: SchemeChoice
  /** Token for the hidden field of every form. */
  csrf: string
  /** Null when nobody is signed in: no account menu then. */
  customer: { name: string; email: string } | null
  /** Empty: no navigation. */
  nav: readonly NavItem[]
  /** "Back to {partner}": only a URL the organisation allows. */
  returnTo: { url: string; name: string } | null
  /** A single task in the partner's app: navigation and account menu are hidden. */
  flow: boolean
}
