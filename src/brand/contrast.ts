import { wcagContrast } from 'culori'
import { atLightness, lightnessOf, type Palette, type PaletteToken, type Scheme } from './palette.ts'

/** A colour that had to move: which, against what, from where to where. Ratios are WCAG contrast ratios. */
export interface Correction {
  token: `${Scheme}.${PaletteToken}`
  from: string
  to: string
  ratioBefore: number
  ratioAfter: number
  /** The neighbour it failed against worst. */
  against: string
}

const TEXT = 4.5 // WCAG 2.2, 1.4.3
const GRAPHIC = 3 // WCAG 2.2, 1.4.11
/** A surface this far from black (or white) leaves room for text, quiet text and accents upon it. */
const SURFACE = 10

type Rule = readonly [
  token: PaletteToken,
  against: readonly (PaletteToken | '#000000' | '#ffffff')[],
  ratio: number,
]

const surfaces = ['paper', 'raised', 'sunk'] as const

/** Every pair the style sheets use. Order matters: what stands underneath is settled first. */
const rules = (scheme: Scheme): Rule[] => {
  const opposite = scheme === 'light' ? '#000000' : '#ffffff'
  return [
    ['paper', [opposite], SURFACE],
    ['raised', [opposite], SURFACE],
    ['sunk', [opposite], SURFACE],
    ['accentSoft', [opposite], SURFACE],
    ['ink', [...surfaces, 'accentSoft'], TEXT],
    ['quiet', [...surfaces, 'accentSoft'], TEXT],
    ['accent', [...surfaces, 'accentSoft'], TEXT],
    ['accentInk', ['accent'], TEXT],
    ['ok', surfaces, TEXT],
    ['warn', surfaces, TEXT],
    ['bad', surfaces, TEXT],
    ['edge', surfaces, GRAPHIC],
    ['low', surfaces, GRAPHIC],
    ['mid', surfaces, GRAPHIC],
    ['high', surfaces, GRAPHIC],
  ]
}

export const contrast = (a: string, b: string): number => wcagContrast(a, b)

const round = (ratio: number): number => Math.floor(ratio * 100) / 100

/** The nearest shade, by OKLCH lightness in steps of 0.002, that reaches `ratio` against every neighbour. */
export function nearestPassing(colour: string, neighbours: readonly string[], ratio: number): string | null {
  const passes = (shade: string) => neighbours.every((other) => contrast(shade, other) >= ratio)
  if (passes(colour)) return colour
  const start = lightnessOf(colour)
  for (let distance = 0.002; distance <= 1; distance += 0.002) {
    for (const lightness of [start - distance, start + distance]) {
      if (lightness < 0 || lightness > 1) continue
      const shade = atLightness(colour, lightness)
      if (passes(shade)) return shade
    }
  }
  return ['#000000', '#ffffff'].find(passes) ?? null
}

function correctPalette(palette: Palette, scheme: Scheme): { palette: Palette; corrections: Correction[] } {
  const result = { ...palette }
  const corrections: Correction[] = []
  for (const [token, against, ratio] of rules(scheme)) {
    const neighbours = against.map((name) => (name.startsWith('#') ? name : result[name as PaletteToken]))
    const from = result[token]
    const to = nearestPassing(from, neighbours, ratio)
    if (to === null || to === from) continue
    const worst = neighbours.toSorted((a, b) => contrast(from, a) - contrast(from, b))[0] ?? from
    result[token] = to
    corrections.push({
      token: `${scheme}.${token}`,
      from,
      to,
      ratioBefore: round(contrast(from, worst)),
      ratioAfter: round(contrast(to, worst)),
      against: worst,
    })
  }
  return { palette: result, corrections }
}

export type Colours = Record<Scheme, Palette>

export function correctPalettes(colours: Colours): { colours: Colours; corrections: Correction[] } {
  const light = correctPalette(colours.light, 'light')
  const dark = correctPalette(colours.dark, 'dark')
  return {
    colours: { light: light.palette, dark: dark.palette },
    corrections: [...light.corrections, ...dark.corrections],
  }
}

/**
 * Moves every colour that fails WCAG 2.2 AA to the nearest passing shade and says what moved.
 * Meant for saving: give it `completeBrand(…)`, tell the operator the corrections.
 */
export function correctBrand<B extends { colours: Colours }>(
  brand: B,
): { brand: B; corrections: Correction[] } {
  const { colours, corrections } = correctPalettes(brand.colours)
  return { brand: { ...brand, colours }, corrections }
}

/** The pairs that still fail, for tests: empty for every corrected brand. */
export function failingPairs(palette: Palette, scheme: Scheme): string[] {
  return rules(scheme).flatMap(([token, against, ratio]) =>
    against
      .filter(
        (name) =>
          contrast(palette[token], name.startsWith('#') ? name : palette[name as PaletteToken]) < ratio,
      )
      .map((name) => `${scheme}.${token} on ${name}`),
  )
}
