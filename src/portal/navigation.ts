import type { T } from '../ui/i18n.ts'
import type { NavItem } from '../ui/page.ts'

/** Every section, in the order of the navigation. A phone's bar has the first four; the others open behind "more". */
const SECTIONS = [
  ['overview', '/overview', 'home'],
  ['usage', '/usage', 'usage'],
  ['prices', '/prices', 'prices'],
  ['invoices', '/invoices', 'invoice'],
  ['meterReadings', '/meter-readings', 'gauge'],
  ['tariff', '/tariff', 'tariff'],
  ['paymentMethod', '/payment-method', 'card'],
  ['orders', '/orders', 'order'],
  ['account', '/account', 'person'],
  ['help', '/help', 'help'],
] as const satisfies readonly (readonly [string, string, NavItem['icon']])[]

/** The same for every customer, whatever their contract: nobody has to look for a section that was there yesterday. */
export function navigation(t: T, path: string): NavItem[] {
  return SECTIONS.map(([name, href, icon]) => ({
    href,
    label: t(`sections.${name}`),
    icon,
    current: path === href || path.startsWith(`${href}/`),
  }))
}
