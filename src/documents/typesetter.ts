import { type FontRole, type FontSet, type Run, runsOf } from './fonts.ts'

export interface TextStyle {
  role?: FontRole
  size: number
  colour: string
  /** Times the size. */
  leading?: number
  align?: 'left' | 'right'
  /** Figures of one width, so that columns of numbers stand in line. */
  figures?: boolean
}

const AFTER_SPACES = /(?<= )/
/** Numbers and names are new on every invoice: what is remembered of them is let go at times. */
const MOST_WIDTHS = 20_000

/** Measures and draws single lines of text, in as many fonts as their characters need. */
export class Typesetter {
  readonly #doc: PDFKit.PDFDocument
  readonly #fonts: FontSet
  readonly #split = new Map<string, Run[]>()
  readonly #registered = new Set<string>()

  constructor(doc: PDFKit.PDFDocument, fonts: FontSet) {
    this.#doc = doc
    this.#fonts = fonts
  }

  widthOf(text: string, style: TextStyle): number {
    return this.#runs(text, style).reduce((sum, run) => sum + this.#runWidth(run, style), 0)
  }

  /** Breaks at spaces and line feeds, and inside a word only when it is wider than the line. */
  lines(text: string, style: TextStyle, width: number): string[] {
    const lines: string[] = []
    for (const paragraph of text.split('\n')) {
      let line = ''
      for (const word of paragraph.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`
        if (this.widthOf(longer, style) <= width) {
          line = longer
          continue
        }
        if (line !== '') lines.push(line)
        line = this.#breakWord(word, style, width, lines)
      }
      lines.push(line)
    }
    return lines
  }

  draw(line: string, style: TextStyle, x: number, baseline: number): void {
    let at = x
    this.#doc.fillColor(style.colour)
    for (const run of this.#runs(line, style)) {
      this.#use(run, style.size)
      this.#doc.text(run.text, at, baseline, {
        lineBreak: false,
        baseline: 'alphabetic',
        ...features(style, run),
      })
      at += this.#runWidth(run, style)
    }
  }

  // The same words are measured again and again while lines are broken.
  #runs(text: string, { role = 'text' }: TextStyle): Run[] {
    const key = `${role}|${text}`
    const known = this.#split.get(key) ?? runsOf(this.#fonts[role], text)
    this.#split.set(key, known)
    return known
  }

  #use(run: Run, size: number): void {
    this.#open(run)
    this.#doc.font(run.font.name, size)
  }

  /** Numbers the font in the document: on its first use, whether that is measuring or drawing. */
  #open({ font }: Run): void {
    if (this.#registered.has(font.name)) return
    // Parsed anew for each document: a parsed font remembers which character each glyph stood for first, and what one
    // document holds must not depend on another.
    this.#doc.registerFont(font.name, font.file).font(font.name)
    this.#registered.add(font.name)
  }

  #runWidth(run: Run, style: TextStyle): number {
    let perPoint = 0
    for (const word of run.text.split(AFTER_SPACES)) perPoint += this.#wordWidth(word, run, style)
    return perPoint * style.size
  }

  // Word by word, as pdfkit sets them: most words stand on every invoice, and shaping one takes long.
  #wordWidth(word: string, run: Run, style: TextStyle): number {
    const key = style.figures ? `\n${word}` : word
    // Also where the width is known: the same invoice has its fonts in the same order, whatever came before it.
    this.#open(run)
    const known = run.font.widths.get(key)
    if (known !== undefined) return known
    this.#use(run, 1000)
    const perPoint = this.#doc.widthOfString(word, features(style, run)) / 1000
    if (run.font.widths.size >= MOST_WIDTHS) run.font.widths.clear()
    run.font.widths.set(key, perPoint)
    return perPoint
  }

  #breakWord(word: string, style: TextStyle, width: number, lines: string[]): string {
    let rest = ''
    for (const character of word) {
      if (rest !== '' && this.widthOf(rest + character, style) > width) {
        lines.push(rest)
        rest = ''
      }
      rest += character
    }
    return rest
  }
}

const features = ({ figures }: TextStyle, { font }: Run): { features?: ['tnum', 'kern'] } =>
  figures && !font.hasWidePoints ? { features: ['tnum', 'kern'] } : {}
