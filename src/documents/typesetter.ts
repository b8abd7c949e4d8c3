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

/** Measures and draws single lines of text, in as many fonts as their characters need. */
export class Typesetter {
  readonly #doc: PDFKit.PDFDocument
  readonly #fonts: FontSet
  readonly #widths = new Map<string, number>()
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

  #use({ font }: Run, size: number): void {
    if (!this.#registered.has(font.name)) {
      this.#doc.registerFont(font.name, font.file)
      this.#registered.add(font.name)
    }
    this.#doc.font(font.name, size)
  }

  #runWidth(run: Run, style: TextStyle): number {
    const key = `${style.figures ? 'f' : ''}${run.font.name}|${run.text}`
    let perPoint = this.#widths.get(key)
    if (perPoint === undefined) {
      this.#use(run, 1000)
      perPoint = this.#doc.widthOfString(run.text, features(style, run)) / 1000
      this.#widths.set(key, perPoint)
    }
    return perPoint * style.size
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
