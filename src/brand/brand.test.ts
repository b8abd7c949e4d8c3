import { describe, expect, it } from 'vitest'
import { NORDLICHT_BRAND, SONNWERK_BRAND } from '../demo/brands.ts'
import { brandFile } from './brand-files.ts'
import { brandStyle } from './brand-style.ts'
import { brandInputSchema, mergeBrand } from './brand.ts'

const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe('brandInputSchema', () => {
  it('takes the demo brands as they are', () => {
    expect(brandInputSchema.parse(SONNWERK_BRAND)).toMatchObject({
      name: 'Sonnwerk',
      radius: 20,
      scheme: 'light',
    })
    expect(brandInputSchema.parse(NORDLICHT_BRAND)).toMatchObject({ locale: 'en', scheme: 'dark' })
  })

  it('writes a short colour out', () => {
    expect(brandInputSchema.parse({ colours: { light: { accent: '#F80' } } }).colours?.light?.accent).toBe(
      '#ff8800',
    )
  })

  it.each([
    [{ colours: { light: { accent: 'red;}body{display:none' } } }, 'colours.light.accent'],
    [{ colours: { light: { accent: 'url(//evil.example)' } } }, 'colours.light.accent'],
    [{ colours: { light: { glow: '#fff' } } }, 'colours.light'],
    [{ radius: 99 }, 'radius'],
    [{ font: { text: 'Comic Sans' } }, 'font.text'],
    [{ logo: '<p>not a drawing</p>' }, 'logo'],
    [{ logo: 'data:text/html;base64,PHNjcmlwdD4=' }, 'logo'],
    [{ logo: 'x'.repeat(70_000) }, 'logo'],
    [{ legal: { imprint: { url: 'javascript:alert(1)' } } }, 'legal.imprint.url'],
    [{ support: { phone: 'call me' } }, 'support.phone'],
  ])('refuses %j', (input, path) => {
    const result = brandInputSchema.safeParse(input)
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain(path)
  })
})

describe('mergeBrand', () => {
  it('lays the plan over the organisation, deep where it counts', () => {
    const brand = mergeBrand(SONNWERK_BRAND, {
      name: 'Sonnwerk Plus',
      colours: { light: { accent: '#0b5d3a' } },
      support: { phone: '030 999999' },
      font: { text: 'system' },
    })
    expect(brand.name).toBe('Sonnwerk Plus')
    expect(brand.colours.light.accent).toBe('#0b5d3a')
    expect(brand.colours.light.paper).toBe('#fbf7f0')
    expect(brand.support).toMatchObject({ phone: '030 999999', email: 'hallo@sonnwerk.example' })
    expect(brand.font).toEqual({ text: 'system', display: 'bricolage-grotesque', displayWeight: 650 })
  })

  it('makes a whole brand of a name alone', () => {
    expect(mergeBrand({ name: 'Strom 24' })).toMatchObject({
      name: 'Strom 24',
      logo: null,
      scheme: 'auto',
      locale: 'de',
      senderName: 'Strom 24',
      font: { text: 'figtree', display: 'figtree', displayWeight: 600 },
    })
  })
})

describe('brandStyle', () => {
  const { css, hash } = brandStyle(mergeBrand(NORDLICHT_BRAND))

  it('states the default appearance, both chosen ones and the one of the device', () => {
    expect(css).toContain(':root{color-scheme:dark;--paper:#0b111c;')
    expect(css).toContain('[data-scheme=light]{color-scheme:light;--paper:#f2f6fb;')
    expect(css).toContain('[data-scheme=dark]{color-scheme:dark;--paper:#0b111c;')
    expect(css).toContain('@media (prefers-color-scheme:dark){[data-scheme=auto]{color-scheme:dark;')
    expect(css).toContain('--accent-ink:#05241c')
    expect(css).toContain('--radius:3px;--radius-small:2px')
  })

  it('prints in light', () => {
    expect(css).toMatch(/@media print\{:root,\[data-scheme\]\{color-scheme:light;--paper:#f2f6fb;/)
  })

  it('changes its hash with its content, and only then', () => {
    expect(hash).toMatch(/^[\w-]{12}$/)
    expect(brandStyle(mergeBrand(NORDLICHT_BRAND)).hash).toBe(hash)
    expect(brandStyle(mergeBrand(NORDLICHT_BRAND, { radius: 4 })).hash).not.toBe(hash)
  })
})

describe('brandFile', () => {
  it('paints a drawing that stands alone in the accent', () => {
    const file = brandFile(mergeBrand(SONNWERK_BRAND), 'favicon')
    expect(file?.contentType).toBe('image/svg+xml')
    const text = new TextDecoder().decode(file?.body)
    expect(text).toContain('#b3410b')
    expect(text).not.toContain('currentColor')
  })

  it('serves a raster picture as itself, and nothing when there is none', () => {
    const file = brandFile(mergeBrand({ name: 'A', logo: PNG }), 'logo')
    expect(file?.contentType).toBe('image/png')
    expect([...(file?.body ?? [])].slice(1, 4)).toEqual([0x50, 0x4e, 0x47])
    expect(brandFile(mergeBrand({ name: 'A' }), 'favicon')).toBeNull()
  })
})
