import { hairline } from './pairs.ts'
import { PAGE, type Sheet } from './sheet.ts'
import type { TextStyle } from './typesetter.ts'

export interface Column {
  title: string
  width: number
  align?: 'right'
}

export interface TableRow {
  cells: string[]
  /** A smaller line under the first cell. */
  note?: string
  look: 'line' | 'group' | 'sum' | 'total'
  /** A square before the first cell, in the colour it has in a graphic. */
  swatch?: string
  /** Never parted from the row below by a page break. */
  keepWithNext?: boolean
}

export interface TableStyle {
  cell: TextStyle
  number: TextStyle
  note: TextStyle
  head: TextStyle
  strong: TextStyle
  total: TextStyle
  line: string
  ink: string
}

const PAD = 2.5
const INDENT = 13

/**
 * A tagged table over the whole width, over as many pages as it takes: its head stands again on each. Answers nothing;
 * the sheet's `y` is below it.
 */
export function drawTable(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly TableRow[],
  style: TableStyle,
): void {
  const height = (row: TableRow): number => rowHeight(sheet, columns, row, style)
  const drawHead = (): void => {
    sheet.y = headCells(sheet, columns, style, (text, box) => sheet.write(text, box)) + 2
    hairline(sheet, PAGE.left, sheet.y, PAGE.right, style.ink, 0.8)
    sheet.y += 1
  }
  sheet.within('Table', () => {
    sheet.within('THead', () => {
      let below = sheet.y
      sheet.within('TR', () => {
        below = headCells(sheet, columns, style, (text, box) =>
          sheet.paragraph('TH', text, box, { scope: 'Column' }),
        )
      })
      sheet.decorate(() => hairline(sheet, PAGE.left, below + 2, PAGE.right, style.ink, 0.8))
      sheet.y = below + 3
    })
    sheet.repeating(drawHead, () =>
      sheet.within('TBody', () => {
        for (const [index, row] of rows.entries()) {
          if (!rows[index - 1]?.keepWithNext) sheet.need(blockHeight(rows, index, height))
          drawRow(sheet, columns, row, style)
        }
      }),
    )
  })
}

function headCells(
  sheet: Sheet,
  columns: readonly Column[],
  style: TableStyle,
  put: (text: string, box: TextStyle & { x: number; y: number; width: number }) => number,
): number {
  let { left: x } = PAGE
  const { y } = sheet
  let below = y
  for (const { title, width, align } of columns) {
    below = Math.max(below, put(title, { ...style.head, ...(align && { align }), x, y, width }))
    x += width
  }
  return below
}

function blockHeight(rows: readonly TableRow[], from: number, height: (row: TableRow) => number): number {
  let total = 0
  for (let index = from; index < rows.length; index += 1) {
    const row = rows[index]
    if (!row) break
    total += height(row)
    if (!row.keepWithNext) break
  }
  return total
}

const firstStyle = (row: TableRow, style: TableStyle): TextStyle =>
  row.look === 'total' ? style.total : row.look === 'group' ? style.strong : style.cell

/** The room for a cell: a sum may be wider than its column where the cell before it is empty. */
function cellWidth(columns: readonly Column[], { cells, swatch }: TableRow, index: number): number {
  const { width = 0, align } = columns[index] ?? {}
  if (index === 0) return width - 8 - (swatch === undefined ? 0 : INDENT)
  if (!align) return width - 8
  return (cells[index - 1] ?? '') === '' ? width + (columns[index - 1]?.width ?? 0) - 8 : width
}

function cellStyle(row: TableRow, { align }: Pick<Column, 'align'>, style: TableStyle): TextStyle {
  if (!align) return style.cell
  return row.look === 'total' ? { ...style.total, align, figures: true } : style.number
}

function rowHeight(sheet: Sheet, columns: readonly Column[], row: TableRow, style: TableStyle): number {
  const heights = columns.map((column, index) =>
    sheet.heightOf(
      row.cells[index] ?? '',
      index === 0 ? firstStyle(row, style) : cellStyle(row, column, style),
      cellWidth(columns, row, index),
    ),
  )
  const note = row.note === undefined ? 0 : sheet.heightOf(row.note, style.note, cellWidth(columns, row, 0))
  heights[0] = (heights[0] ?? 0) + note
  return Math.max(...heights) + PAD * 2 + (row.look === 'group' ? 5 : 0)
}

function drawRow(sheet: Sheet, columns: readonly Column[], row: TableRow, style: TableStyle): void {
  const first = firstStyle(row, style)
  const top = sheet.y + PAD + (row.look === 'group' ? 5 : 0)
  const bottom = sheet.y + rowHeight(sheet, columns, row, style)
  const { swatch, note } = row
  if (swatch !== undefined) sheet.decorate(() => sheet.doc.rect(PAGE.left, top + 1.5, 7.5, 7.5).fill(swatch))
  sheet.within('TR', () => {
    let { left: x } = PAGE
    for (const [index, column] of columns.entries()) {
      const text = row.cells[index] ?? ''
      const width = cellWidth(columns, row, index)
      if (index === 0) {
        const box = { x: swatch === undefined ? x : x + INDENT, y: top, width }
        const draw = () => {
          const below = sheet.write(text, { ...first, ...box })
          if (note !== undefined) sheet.write(note, { ...style.note, ...box, y: below })
        }
        sheet.mark('TH', draw, { scope: 'Row' })
      } else {
        const left = column.align ? x + column.width - width : x
        sheet.paragraph('TD', text, { ...cellStyle(row, column, style), x: left, y: top, width })
      }
      x += column.width
    }
  })
  const heavy = row.look === 'total'
  sheet.decorate(() =>
    hairline(sheet, PAGE.left, bottom, PAGE.right, heavy ? style.ink : style.line, heavy ? 1.2 : 0.5),
  )
  sheet.y = bottom
}
