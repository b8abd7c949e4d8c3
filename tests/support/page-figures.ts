import { expect } from 'vitest'

/** The rows of a page's table of that class, or of its first: each cell as it reads. */
export function tableRows(html: string, name = ''): string[][] {
  const start = html.indexOf(name === '' ? '<table' : `<table class="${name}"`)
  const table = start < 0 ? '' : html.slice(start, html.indexOf('</table>', start))
  return [...table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => words(cell)),
  )
}

/** What stands behind a term of a page's lists of pairs; several of the same name in their order. */
export function pairs(html: string, term: string): string[] {
  return [...html.matchAll(/<dt>([\s\S]*?)<\/dt>\s*<dd>([\s\S]*?)<\/dd>/g)]
    .filter(([, dt = '']) => words(dt) === term)
    .map(([, , dd = '']) => words(dd))
}

/** Markup away, as it is read. */
export const words = (html: string): string =>
  html
    .replace(/<br\/?>/g, ', ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .trim()

/** A German number with its decimals: `−1.234,5 kWh` is -1234.5 with one. */
export function figure(text: string): { value: number; decimals: number } {
  const [, sign = '', digits = '', fraction = ''] = /([-−]?)(\d[\d.]*)(?:,(\d+))?/.exec(text) ?? []
  if (digits === '') throw new Error(`No figure in "${text}".`)
  const value = Number(`${digits.replaceAll('.', '')}.${fraction}`)
  return { value: sign === '' ? value : -value, decimals: fraction.length }
}

/** The API writes ct/kWh with four decimals: what a page rounds from the exact price may differ from it by so much. */
const API_PRECISION = 0.0001

/** Expects the figure on the page to be the API's, to the decimals that the page shows. */
export function expectSame(onPage: string, inApi: number, what: string, slack = API_PRECISION): void {
  const { value, decimals } = figure(onPage)
  const apart = Math.abs(value - inApi)
  expect(apart, `${what}: the page says ${onPage}, the API ${inApi}`).toBeLessThanOrEqual(
    0.5 * 10 ** -decimals + slack,
  )
}
