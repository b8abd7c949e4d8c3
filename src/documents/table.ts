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

function rowHeight(sheet: Sheet, columns: readonly Column[], row: TableRow, style: TableStyle): number {
  const heights = columns.map(({ width }, index) =>
    sheet.heightOf(row.cells[index] ?? '', index === 0 ? firstStyle(row, style) : style.cell, width - 8),
  )
  const note = row.note === undefined ? 0 : sheet.heightOf(row.note, style.note, (columns[0]?.width ?? 0) - 8)
  heights[0] = (heights[0] ?? 0) + note
  return Math.max(...heights) + PAD * 2 + (row.look === 'group' ? 5 : 0)
}

function drawRow(sheet: Sheet, columns: readonly Column[], row: TableRow, style: TableStyle): void {
  const first = firstStyle(row, style)
  const top = sheet.y + PAD + (row.look === 'group' ? 5 : 0)
  const bottom = sheet.y + rowHeight(sheet, columns, row, style)
  const figures =
    row.look === 'total' ? { ...style.total, align: 'right' as const, figures: true } : style.number
  const { swatch } = row
  if (swatch !== undefined) sheet.decorate(() => sheet.doc.rect(PAGE.left, top + 1.5, 7.5, 7.5).fill(swatch))
  const indent = swatch === undefined ? 0 : 13
  sheet.within('TR', () => {
    let { left: x } = PAGE
    for (const [index, { width, align }] of columns.entries()) {
      const text = row.cells[index] ?? ''
      const isFirst = index === 0
      const box = {
        x: isFirst ? x + indent : x,
        y: top,
        width: align ? width : width - 8 - (isFirst ? indent : 0),
      }
      if (isFirst) {
        sheet.mark(
          'TH',
          () => {
            const below = sheet.write(text, { ...first, ...box })
            if (row.note !== undefined) sheet.write(row.note, { ...style.note, ...box, y: below })
          },
          { scope: 'Row' },
        )
      } else sheet.paragraph('TD', text, { ...(align ? figures : style.cell), ...box })
      x += width
    }
  })
  const heavy = row.look === 'total'
  sheet.decorate(() =>
    hairline(sheet, PAGE.left, bottom, PAGE.right, heavy ? style.ink : style.line, heavy ? 1.2 : 0.5),
  )
  sheet.y = bottom
}
