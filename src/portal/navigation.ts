import type { T } from '../ui/i18n.ts'
import type { NavItem } from '../ui/page.ts'

/** The sections of the portal, in the order of the navigation. */
export function navigation(t: T, path: string): NavItem[] {
  const item = (href: string, label: string, icon: NavItem['icon']): NavItem => ({
    href,
    label,
    icon,
    current: path === href || path.startsWith(`${href}/`),
  })
  return [
    item('/overview', t('nav.overview'), 'home'),
    item('/invoices', t('nav.invoices'), 'invoice'),
    item('/meter-readings', t('meterReadings.title'), 'gauge'),
    item('/payment-method', t('paymentMethod.title'), 'card'),
  ]
}
