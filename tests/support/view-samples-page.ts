import { mergeBrand, type Brand, type BrandInput } from '../../src/brand/brand.ts'
import { brandStyle } from '../../src/brand/brand-style.ts'
import { navigation } from '../../src/portal/navigation.ts'
import { createAssets, type AssetManifest } from '../../src/ui/assets.ts'
import { createFormat } from '../../src/ui/format.ts'
import { createI18n, type Locale } from '../../src/ui/i18n.ts'
import type { PageContext, SchemeChoice } from '../../src/ui/page.ts'

interface PageOptions {
  brand: Brand
  locale?: Locale
  scheme?: SchemeChoice
  path?: string
  manifest?: AssetManifest
  brandStyleUrl?: string
  signedIn?: boolean
  flow?: boolean
}

const i18n = createI18n()

export function samplePage({
  brand,
  locale = 'de',
  scheme = brand.scheme,
  path = '/overview',
  manifest = {},
  brandStyleUrl,
  signedIn = true,
  flow = false,
}: PageOptions): PageContext {
  const t = i18n(locale, brand.messages[locale])
  return {
    brand,
    brandStyleUrl: brandStyleUrl ?? `/brand.css?v=${brandStyle(brand).hash}`,
    assets: createAssets(manifest),
    t,
    format: createFormat(locale),
    path,
    scheme,
    csrf: 'csrf-token',
    customer: signedIn ? { name: 'Anna Sommer', email: 'anna@example.com' } : null,
    nav: signedIn ? navigation(t, path) : [],
    returnTo: { url: 'http://localhost:4001/', name: `${brand.name}-App` },
    flow,
  }
}

export const sampleBrand = (input: BrandInput & { name: string }): Brand =>
  mergeBrand(input, {
    legal: {
      imprint: { text: 'Sonnwerk GmbH\nTorstraße 1\n10119 Berlin' },
      privacy: { url: 'https://sonnwerk.example/datenschutz' },
      accessibility: { text: 'So erfüllen wir die Anforderungen.' },
    },
  })
