import { z } from 'zod'
import { correctPalettes } from './contrast.ts'
import { completePalette, paletteInputSchema, type Palette } from './palette.ts'
import { sanitizeSvg } from './svg.ts'

/** The families served by ourselves, and the reader's own system font. */
export const FONT_NAMES = ['figtree', 'bricolage-grotesque', 'schibsted-grotesk', 'system'] as const
export type FontName = (typeof FONT_NAMES)[number]

const RASTER = /^data:image\/(?:png|webp|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/
const PICTURE_LIMIT = 64 * 1024

/** An SVG as text (cleaned; refused when nothing drawable is left) or a small raster image as a data URI. */
const pictureSchema = z
  .string()
  .max(PICTURE_LIMIT, 'a logo or favicon is at most 64 KB')
  .transform((value, ctx) => {
    const text = value.trim()
    if (RASTER.test(text)) return text
    const svg = sanitizeSvg(text)
    if (svg !== null) return svg
    ctx.addIssue({ code: 'custom', message: 'must be an SVG drawing or a PNG, WebP or JPEG data URI' })
    return z.NEVER
  })

const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' })

/** A legal page: an address elsewhere, or its text, shown on the brand's own page. */
const legalPageSchema = z.union([
  z.strictObject({ url: webUrl }),
  z.strictObject({ text: z.string().trim().min(1).max(100_000) }),
])
export const LEGAL_PAGES = ['imprint', 'privacy', 'accessibility', 'terms'] as const
export type LegalPageName = (typeof LEGAL_PAGES)[number]

/** What an organisation or a plan stores: every part may be missing. */
export const brandInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(60).optional(),
  logo: pictureSchema.optional(),
  /** The logo already contains the name: the name beside it is left out. */
  logoHasName: z.boolean().optional(),
  favicon: pictureSchema.optional(),
  colours: z
    .strictObject({ light: paletteInputSchema.optional(), dark: paletteInputSchema.optional() })
    .optional(),
  font: z
    .strictObject({
      text: z.enum(FONT_NAMES).optional(),
      display: z.enum(FONT_NAMES).optional(),
      displayWeight: z.int().min(400).max(800).optional(),
    })
    .optional(),
  /** Corner radius of cards in px; controls use two thirds of it. */
  radius: z.int().min(0).max(28).optional(),
  scheme: z.enum(['light', 'dark', 'auto']).optional(),
  locale: z.enum(['de', 'en']).optional(),
  support: z
    .strictObject({
      email: z.email().optional(),
      phone: z
        .string()
        .trim()
        .regex(/^[+0-9][0-9 ()/-]{4,30}$/, 'a telephone number')
        .optional(),
      hours: z.strictObject({ de: z.string().max(120), en: z.string().max(120) }).optional(),
    })
    .optional(),
  legal: z.partialRecord(z.enum(LEGAL_PAGES), legalPageSchema).optional(),
  senderName: z.string().trim().min(1).max(60).optional(),
  senderEmail: z.email().optional(),
  /** Texts of the portal said in the brand's own words, by locale and message key. */
  messages: z
    .strictObject({
      de: z.record(z.string(), z.string().max(500)).optional(),
      en: z.record(z.string(), z.string().max(500)).optional(),
    })
    .optional(),
})
export type BrandInput = z.output<typeof brandInputSchema>

/** A finished brand: complete, and every colour pair passes WCAG 2.2 AA. */
export interface Brand {
  name: string
  logo: string | null
  logoHasName: boolean
  favicon: string | null
  colours: { light: Palette; dark: Palette }
  font: { text: FontName; display: FontName; displayWeight: number }
  radius: number
  /** Appearance until the visitor chooses one. */
  scheme: 'light' | 'dark' | 'auto'
  locale: 'de' | 'en'
  support: NonNullable<BrandInput['support']>
  legal: NonNullable<BrandInput['legal']>
  senderName: string
  senderEmail: string | null
  messages: { de: Record<string, string>; en: Record<string, string> }
}

/**
 * The plan's brand over the organisation's, filled with defaults. The mix of two brands that each pass may
 * fail, so the result is corrected once more. Costs about a millisecond: keep it per plan.
 */
export function mergeBrand(organization: BrandInput & { name: string }, plan: BrandInput = {}): Brand {
  const complete = completeBrand(organization, plan)
  return { ...complete, colours: correctPalettes(complete.colours).colours }
}

/** Like `mergeBrand`, with the colours as they were asked for: what `correctBrand` judges when one is saved. */
export function completeBrand(organization: BrandInput & { name: string }, plan: BrandInput = {}): Brand {
  const over = { ...organization, ...plan }
  const name = plan.name ?? organization.name
  const font = { ...organization.font, ...plan.font }
  const text = font.text ?? 'figtree'
  return {
    name,
    logo: over.logo ?? null,
    logoHasName: over.logoHasName ?? false,
    favicon: over.favicon ?? null,
    colours: {
      light: completePalette({ ...organization.colours?.light, ...plan.colours?.light }, 'light'),
      dark: completePalette({ ...organization.colours?.dark, ...plan.colours?.dark }, 'dark'),
    },
    font: { text, display: font.display ?? text, displayWeight: font.displayWeight ?? 600 },
    radius: over.radius ?? 12,
    scheme: over.scheme ?? 'auto',
    locale: over.locale ?? 'de',
    support: { ...organization.support, ...plan.support },
    legal: { ...organization.legal, ...plan.legal },
    senderName: over.senderName ?? name,
    senderEmail: over.senderEmail ?? null,
    messages: {
      de: { ...organization.messages?.de, ...plan.messages?.de },
      en: { ...organization.messages?.en, ...plan.messages?.en },
    },
  }
}
