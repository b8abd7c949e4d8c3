import { clampChroma, converter, formatHex, interpolate } from 'culori'
import { z } from 'zod'

/**
 * The colours a page is drawn with, all `#rrggbb`. A brand sets as few as it likes; the rest are derived
 * from paper, ink and accent, so that a brand with one colour already looks like itself.
 */
export const PALETTE_TOKENS = [
  'paper', // the page
  'raised', // cards, fields, menus
  'sunk', // wells, quiet tags, hovered rows
  'ink', // text
  'quiet', // secondary text
  'line', // hairlines, decoration only
  'edge', // borders that say "this is a control" (3:1)
  'accent', // the brand's colour: actions, the current page, bars
  'accentInk', // text on the accent
  'accentSoft', // a tint of the accent under accent-coloured text
  'low', // cheap electricity
  'mid', // usual price
  'high', // expensive electricity
  'ok',
  'warn',
  'bad',
] as const

export type PaletteToken = (typeof PALETTE_TOKENS)[number]
export type Palette = Record<PaletteToken, string>
export type Scheme = 'light' | 'dark'

export const colourSchema = z
  .string()
  .regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, 'a colour is written #rgb or #rrggbb')
  .transform((value) => (value.length === 4 ? value.replace(/[0-9a-f]/gi, '$&$&') : value).toLowerCase())

export const paletteInputSchema = z
  .strictObject(
    Object.fromEntries(PALETTE_TOKENS.map((token) => [token, colourSchema])) as Record<
      PaletteToken,
      typeof colourSchema
    >,
  )
  .partial()

export type PaletteInput = z.output<typeof paletteInputSchema>

const toOklch = converter('oklch')

/** The same hue and chroma at another OKLCH lightness (0–1), pulled into sRGB. */
export function atLightness(colour: string, lightness: number): string {
  const base = toOklch(colour) ?? { mode: 'oklch' as const, l: 0, c: 0 }
  return formatHex(clampChroma({ ...base, l: Math.min(1, Math.max(0, lightness)) }, 'oklch'))
}

export function lightnessOf(colour: string): number {
  return toOklch(colour)?.l ?? 0
}

/** `share` of `over` laid on `under`, mixed where the eye finds the steps even. */
export function mix(under: string, over: string, share: number): string {
  return formatHex(interpolate([under, over], 'oklab')(share))
}

const DEFAULTS = {
  light: {
    paper: '#fafaf9',
    ink: '#1b1d21',
    accent: '#2457c5',
    low: '#1f8a5f',
    mid: '#a07a14',
    high: '#c8450f',
    ok: '#1b7a4f',
    warn: '#8f5600',
    bad: '#b3261e',
  },
  dark: {
    paper: '#101216',
    ink: '#eceef2',
    accent: '#8fb3ff',
    low: '#4cc790',
    mid: '#d3b04e',
    high: '#f27a52',
    ok: '#5cd39c',
    warn: '#f0b95a',
    bad: '#ff8f86',
  },
} as const

/** Fills what a brand left open. Nothing is checked here: `correctBrand` does that afterwards. */
export function completePalette(input: PaletteInput, scheme: Scheme): Palette {
  const base = DEFAULTS[scheme]
  const paper = input.paper ?? base.paper
  const ink = input.ink ?? base.ink
  const accent = input.accent ?? base.accent
  const light = scheme === 'light'
  return {
    paper,
    raised: input.raised ?? (light ? mix(paper, '#ffffff', 0.85) : mix(paper, ink, 0.045)),
    sunk: input.sunk ?? (light ? mix(paper, ink, 0.05) : mix(paper, '#000000', 0.3)),
    ink,
    quiet: input.quiet ?? mix(ink, paper, light ? 0.32 : 0.3),
    line: input.line ?? mix(paper, ink, light ? 0.11 : 0.13),
    edge: input.edge ?? mix(paper, ink, 0.5),
    accent,
    accentInk: input.accentInk ?? (lightnessOf(accent) > 0.66 ? atLightness(accent, 0.2) : '#ffffff'),
    accentSoft: input.accentSoft ?? mix(paper, accent, light ? 0.12 : 0.2),
    low: input.low ?? base.low,
    mid: input.mid ?? base.mid,
    high: input.high ?? base.high,
    ok: input.ok ?? base.ok,
    warn: input.warn ?? base.warn,
    bad: input.bad ?? base.bad,
  }
}
