import PDFDocument from 'pdfkit'
import type { Palette } from '../brand/palette.ts'
import type { FontSet } from './fonts.ts'
import { Typesetter, type TextStyle } from './typesetter.ts'

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
  readonly #type: Typesetter
  readonly #open: StructElement[] = []
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
    this.#type = new Typesetter(this.doc, fonts)
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
    const lines = this.#type.lines(text, box, box.width)
    for (const [index, line] of lines.entries()) {
      const width = this.widthOf(line, box)
      const x = box.align === 'right' ? box.x + box.width - width : box.x
      // The baseline that centres figures and capitals on the line.
      const isLast = index === lines.length - 1
      // Whoever reads the text without seeing the lines needs a space between their words.
      this.#type.draw(isLast ? line : `${line} `, box, x, y + leading / 2 + box.size * 0.35)
      y += leading
    }
    return y
  }

  heightOf(text: string, style: TextStyle, width: number): number {
    return this.#type.lines(text, style, width).length * style.size * (style.leading ?? 1.4)
  }

  widthOf(text: string, style: TextStyle): number {
    return this.#type.widthOf(text, style)
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
}
