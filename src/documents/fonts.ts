import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FontName } from '../brand/brand.ts'
import { fontCoverage } from './font-coverage.ts'

/** What a piece of text is: a brand chooses the family of each. */
export type FontRole = 'text' | 'strong' | 'display'

export interface Font {
  name: string
  /** Its table figures have points and commas as wide as a figure, which tears numbers apart. */
  hasWidePoints: boolean
  file: Buffer
  has: (codePoint: number) => boolean
  /** What words measure at one point, kept for as long as the process lives. */
  widths: Map<string, number>
}

/** The chosen font of each role, and the others behind it for characters that it lacks. */
export type FontSet = Record<FontRole, readonly [Font, ...Font[]]>

type Family = Exclude<FontName, 'system'>
const FAMILIES: readonly Family[] = ['figtree', 'schibsted-grotesk', 'bricolage-grotesque']

/** One static file per weight: a PDF cannot hold a variable font. */
const FILES: Record<Family, (weight: Weight) => string> = {
  figtree: (weight) => `@expo-google-fonts/figtree/${weight}/Figtree_${weight}.ttf`,
  'schibsted-grotesk': (weight) =>
    `@expo-google-fonts/schibsted-grotesk/${weight}/SchibstedGrotesk_${weight}.ttf`,
  'bricolage-grotesque': (weight) =>
    `@expo-google-fonts/bricolage-grotesque/${weight}/BricolageGrotesque_${weight}.ttf`,
}

const WEIGHTS = ['400Regular', '500Medium', '600SemiBold', '700Bold', '800ExtraBold'] as const
type Weight = (typeof WEIGHTS)[number]

/** Read once for each process: a hundred kilobytes apiece. */
const read = new Map<string, Font>()

export function brandFonts(brand: {
  font: { text: FontName; display: FontName; displayWeight: number }
}): FontSet {
  const { text, display, displayWeight } = brand.font
  const heavy = WEIGHTS[Math.min(4, Math.max(0, Math.round(displayWeight / 100) - 4))] ?? '600SemiBold'
  return {
    text: withFallbacks(text, '400Regular'),
    strong: withFallbacks(text, '600SemiBold'),
    display: withFallbacks(display, heavy),
  }
}

// The reader's system font cannot be embedded: the default family takes its place.
function withFallbacks(name: FontName, weight: Weight): [Font, ...Font[]] {
  const family = name === 'system' ? 'figtree' : name
  const others = FAMILIES.filter((other) => other !== family)
  return [load(family, weight), ...others.map((other) => load(other, weight))]
}

function load(family: Family, weight: Weight): Font {
  const name = `${family} ${weight}`
  const known = read.get(name)
  if (known) return known
  const file = readFileSync(createRequire(import.meta.url).resolve(FILES[family](weight)))
  const font: Font = {
    name,
    hasWidePoints: family === 'schibsted-grotesk',
    file,
    has: remembered(fontCoverage(file)),
    widths: new Map<string, number>(),
  }
  read.set(name, font)
  return font
}

function remembered(has: (codePoint: number) => boolean): (codePoint: number) => boolean {
  const known = new Map<number, boolean>()
  return (codePoint) => {
    const answer = known.get(codePoint) ?? has(codePoint)
    known.set(codePoint, answer)
    return answer
  }
}

export interface Run {
  font: Font
  text: string
}

/** Spaces that no font has: each becomes the ordinary one of its kind. */
const SPACES: Record<string, string> = { '\u202F': '\u00A0', '\u2009': ' ', '\u2002': ' ', '\u2003': ' ' }

/**
 * Splits a text into runs that each font can draw: the chosen one as far as it goes, then the next that has the
 * character, then the character without its accents, and a question mark for what none of them knows.
 */
export function runsOf(fonts: readonly [Font, ...Font[]], text: string): Run[] {
  const [font] = fonts
  const composed = text.normalize('NFC')
  // Nearly every text is of this kind.
  if (Array.from(composed).every((character) => font.has(character.codePointAt(0) ?? 0)))
    return [{ font, text: composed }]
  const runs: Run[] = []
  for (const original of composed) {
    const wanted = SPACES[original] ?? original
    const found = drawable(fonts, wanted)
    const last = runs.at(-1)
    if (last?.font === found.font) last.text += found.text
    else runs.push(found)
  }
  return runs
}

function drawable(fonts: readonly [Font, ...Font[]], character: string): Run {
  for (const text of [character, character.normalize('NFKD').replace(/\p{M}/gu, ''), '?']) {
    const font = fonts.find(({ has }) => text !== '' && has(text.codePointAt(0) ?? 0))
    if (font) return { font, text }
  }
  return { font: fonts[0], text: '' }
}
