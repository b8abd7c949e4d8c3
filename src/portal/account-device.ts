import type { T } from '../ui/i18n.ts'

// In this order: Edge and Opera call themselves Chrome, Chrome calls itself Safari, and Android Linux.
const BROWSERS: readonly [name: string, sign: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|\bCriOS)\//],
  ['Safari', /\bVersion\/[\d.]+.*\bSafari\//],
]
const SYSTEMS: readonly [name: string, sign: RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows NT\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
]

/**
 * A device in words, from what its browser says of itself. Where that names nothing we know, it is an unknown device: a guess
 * would have somebody sign out their own telephone. No place is named, because an IP address names none reliably.
 */
export function deviceInWords(t: T, userAgent: string | null): string {
  const of = (list: typeof BROWSERS) => list.find(([, sign]) => sign.test(userAgent ?? ''))?.[0]
  const [browser, system] = [of(BROWSERS), of(SYSTEMS)]
  if (browser !== undefined && system !== undefined) return t('account.device.on', { browser, system })
  return browser ?? system ?? t('account.device.unknown')
}
