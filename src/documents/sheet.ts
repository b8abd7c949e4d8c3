import PDFDocument from 'pdfkit'
import type { Palette } from '../brand/palette.ts'
import { type FontRole, type FontSet, type Run, runsOf } from './fonts.ts'

type StructElement = ReturnType<PDFKit.PDFDocument['struct']>

/** Millimetres, as DIN 5008 measures, in PDF points. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4

export const PAGE = {
  width: mm(210),
  height: mm(297),
  left: mm(25),
  right: mm(190),
  top: mm(21),
  /** Where the text ends: the footer stands below. */
  bottom: mm(272),
}
export const TEXT_WIDTH = PAGE.right - PAGE.left

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

export interface TextBox extends TextStyle {
  x: number
  y: number
  width: number
}

export interface TagOptions {
  alt?: string
  scope?: 'Row' | 'Column'
  bbox?: [number, number, number, number]
  title?: string
}

/**
 * A tagged PDF, page by page: whatever is drawn is either content of a structure element or an artifact, so that a
 * screen reader finds every word once and in order (PDF/UA-1, BFSG). Nothing flows by itself: the caller places text and
 * asks for room.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly colours: Palette
  /** Where the next block begins. */
  y = PAGE.top
  /** Where the text of this page ends: the first one has a taller foot. */
  bottom = PAGE.bottom
  readonly #fonts: FontSet
  readonly #open: StructElement[] = []
  readonly #widths = new Map<string, number>()
  readonly #split = new Map<string, Run[]>()
  readonly #registered = new Set<string>()
  #onBreak: (() => void) | null = null

  constructor(options: PDFKit.PDFDocumentOptions, fonts: FontSet, colours: Palette) {
    this.doc = new PDFDocument({
      ...options,
      size: 'A4',
      // Text is placed by hand: pdfkit must never begin a page itself.
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      // None, rather than Helvetica, which could not be embedded.
      font: '',
    })
    this.#fonts = fonts
    this.colours = colours
    this.doc.addPage()
    const root = this.doc.struct('Document')
    this.doc.addStructure(root)
    this.#open.push(root)
  }

  /** A structure element around what `body` adds: a section, a table, a row. */
  within(tag: string, body: () => void, options: TagOptions = {}): void {
    const element = this.#add(tag, options)
    this.#open.push(element)
    body()
    this.#open.pop()
    element.end()
  }

  /** A structure element with content of its own: a paragraph, a cell, a figure. */
  mark(tag: string, draw: () => void, options: TagOptions = {}): void {
    const element = this.#add(tag, options)
    element.add(this.doc.markStructureContent(tag))
    draw()
    this.doc.endMarkedContent()
    element.end()
  }

  /** Lines, grounds and whatever else only pleases the eye. */
  decorate(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type })
    draw()
    this.doc.endMarkedContent()
  }

  /** A tagged paragraph. Answers the y below it. */
  paragraph(tag: string, text: string, box: TextBox, options: TagOptions = {}): number {
    let below = box.y
    this.mark(tag, () => (below = this.write(text, box)), options)
    return below
  }

  /** Draws text without tagging it: inside `mark` or `decorate`. Answers the y below it. */
  write(text: string, box: TextBox): number {
    const leading = box.size * (box.leading ?? 1.4)
    let { y } = box
    for (const line of this.lines(text, box, box.width)) {
      const width = this.widthOf(line, box)
      const x = box.align === 'right' ? box.x + box.width - width : box.x
      // The baseline that centres figures and capitals on the line.
      this.#drawLine(line, box, x, y + leading / 2 + box.size * 0.35)
      y += leading
    }
    return y
  }

  heightOf(text: string, style: TextStyle, width: number): number {
    return this.lines(text, style, width).length * style.size * (style.leading ?? 1.4)
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

  /** A new page unless so much room is left. Answers whether one began. */
  need(height: number): boolean {
    if (this.y + height <= this.bottom) return false
    this.nextPage()
    return true
  }

  nextPage(): void {
    this.doc.addPage()
    this.y = PAGE.top
    this.bottom = PAGE.bottom
    this.#onBreak?.()
  }

  /** While `body` runs, `again` is drawn at the top of every page that begins: the heads of a table. */
  repeating(again: () => void, body: () => void): void {
    this.#onBreak = () => this.decorate(again, 'Pagination')
    body()
    this.#onBreak = null
  }

  /** An address on the web or a mailbox that can be clicked, tagged as a link. */
  link(text: string, url: string, box: TextBox): number {
    const element = this.#add('Link', {})
    element.add(this.doc.markStructureContent('Link'))
    const below = this.write(text, box)
    this.doc.endMarkedContent()
    const width = Math.min(box.width, this.widthOf(text, box))
    // An own string object: pdfkit would write a plain one as a PDF name.
    const annotation = { structParent: element, Contents: new String(text) } as unknown
    this.doc.link(box.x, box.y, width, below - box.y, url, annotation as PDFKit.Mixins.AnnotationOption)
    element.end()
    return below
  }

  #add(tag: string, options: TagOptions): StructElement {
    const element = this.doc.struct(tag, options)
    this.#open.at(-1)?.add(element)
    return element
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
      this.doc.registerFont(font.name, font.file)
      this.#registered.add(font.name)
    }
    this.doc.font(font.name, size)
  }

  #runWidth(run: Run, style: TextStyle): number {
    const key = `${style.figures ? 'f' : ''}${run.font.name}|${run.text}`
    let perPoint = this.#widths.get(key)
    if (perPoint === undefined) {
      this.#use(run, 1000)
      perPoint = this.doc.widthOfString(run.text, features(style, run)) / 1000
      this.#widths.set(key, perPoint)
    }
    return perPoint * style.size
  }

  #drawLine(line: string, style: TextStyle, x: number, baseline: number): void {
    let at = x
    this.doc.fillColor(style.colour)
    for (const run of this.#runs(line, style)) {
      this.#use(run, style.size)
      this.doc.text(run.text, at, baseline, {
        lineBreak: false,
        baseline: 'alphabetic',
        ...features(style, run),
      })
      at += this.#runWidth(run, style)
    }
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
