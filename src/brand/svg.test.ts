import { describe, expect, it } from 'vitest'
import { NORDLICHT_BRAND, SONNWERK_BRAND } from '../demo/brands.ts'
import { sanitizeSvg } from './svg.ts'

const wrap = (inside: string, attributes = '') => `<svg viewBox="0 0 8 8"${attributes}>${inside}</svg>`
const DOT = '<circle cx="4" cy="4" r="3"/>'

describe('sanitizeSvg', () => {
  it('keeps a plain drawing', () => {
    expect(sanitizeSvg(wrap(DOT))).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>',
    )
  })

  it('keeps the logos of the demo whole', () => {
    for (const { logo = '' } of [SONNWERK_BRAND, NORDLICHT_BRAND]) {
      const shapes = (svg: string) => svg.match(/<(path|rect|stop)/g)?.length
      expect(shapes(sanitizeSvg(logo) ?? '')).toBe(shapes(logo))
    }
  })

  it('drops the prologue, comments and what editors leave behind', () => {
    const source = `<?xml version="1.0"?><!-- Generator --><!DOCTYPE svg>${wrap(
      `<metadata><x:y xmlns:x="a">t</x:y></metadata>${DOT}`,
      ' inkscape:version="1.2"',
    )}`
    expect(sanitizeSvg(source)).toBe(sanitizeSvg(wrap(DOT)))
  })

  it.each([
    ['a script', `<script>alert(1)</script>${DOT}`],
    ['a handler', '<circle cx="4" cy="4" r="3" onclick="alert(1)"/>'],
    ['a handler in odd case', '<circle cx="4" cy="4" r="3" oNcLiCk="alert(1)"/>'],
    [
      'foreign content',
      `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img/></body></foreignObject>${DOT}`,
    ],
    ['an outside picture', `<image href="https://evil.example/a.png"/>${DOT}`],
    ['an outside reference', `<use href="https://evil.example/a.svg#x"/>${DOT}`],
    ['a link', `<a href="javascript:alert(1)">${DOT}</a>${DOT}`],
    ['a style sheet', `<style>@import url(//evil.example)</style>${DOT}`],
    ['a style attribute', '<circle cx="4" cy="4" r="3" style="fill:url(//evil.example)"/>'],
    ['an outside paint', '<circle cx="4" cy="4" r="3" fill="url(https://evil.example#a)"/>'],
    ['an animation', `<animate attributeName="href" values="javascript:alert(1)"/>${DOT}`],
    ['an entity in a value', '<circle cx="4" cy="4" r="3" fill="&#106;avascript:x"/>'],
  ])('lets %s through in no form', (_, inside) => {
    expect(sanitizeSvg(wrap(inside))).not.toMatch(/script|evil|onclick|style|href|foreign|animate|&#/i)
  })

  it('keeps a paint from inside the drawing', () => {
    expect(sanitizeSvg(wrap('<path d="M0 0" fill="url(#a)"/>'))).toContain('fill="url(#a)"')
  })

  it.each([
    ['nothing to draw', wrap('')],
    ['no svg', '<p>hello</p>'],
    ['tags that do not match', '<svg><g><path d="M0 0"/></svg></g>'],
    ['an open end', '<svg><path d="M0 0"/>'],
    ['two roots', `${wrap(DOT)}${wrap(DOT)}`],
    ['a stray angle', `<svg>< script>${DOT}</svg>`],
    ['a broken attribute', '<svg><path d="M0 0" x=1/></svg>'],
  ])('refuses %s', (_, source) => {
    expect(sanitizeSvg(source)).toBeNull()
  })
})
