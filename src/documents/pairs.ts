import type { Sheet } from './sheet.ts'
import type { TextStyle } from './typesetter.ts'

interface PairsBox {
  x: number
  y: number
  width: number
  labelWidth: number
  label: TextStyle
  value: TextStyle
  /** Between two pairs. */
  gap?: number
  rule?: string
}

export type Pair = readonly [label: string, value: string | null]

type PairsMeasure = Omit<PairsBox, 'x' | 'y' | 'rule'>

/** How much room `drawPairs` takes. */
export const pairsHeight = (sheet: Sheet, pairs: readonly Pair[], box: PairsMeasure): number =>
  pairs.reduce((sum, pair) => sum + pairHeight(sheet, pair, box), 0)

function pairHeight(sheet: Sheet, [name, text]: Pair, box: PairsMeasure): number {
  if (text === null) return 0
  const { width, labelWidth, label, value, gap = 2 } = box
  const nameHeight = sheet.heightOf(name, label, labelWidth - 6)
  return Math.max(nameHeight, sheet.heightOf(text, value, width - labelWidth)) + gap
}

/** Labels with their values, tagged as a table whose rows are headed. Pairs without a value are left out. Answers the y below. */
export function drawPairs(sheet: Sheet, pairs: readonly Pair[], box: PairsBox): number {
  const { x, width, labelWidth, label, value, gap = 2 } = box
  let { y } = box
  sheet.within('Table', () => {
    for (const [name, text] of pairs) {
      if (text === null) continue
      const valueWidth = width - labelWidth
      const top = y
      sheet.within('TR', () => {
        const head = { ...label, x, y: top, width: labelWidth - 6 }
        sheet.paragraph('TH', name, head, { scope: 'Row' })
        sheet.paragraph('TD', text, { ...value, x: x + labelWidth, y: top, width: valueWidth })
      })
      y += pairHeight(sheet, [name, text], box)
      const { rule } = box
      if (rule !== undefined) {
        const at = y - gap / 2
        sheet.decorate(() => hairline(sheet, x, at, x + width, rule))
      }
    }
  })
  return y
}

export function hairline(sheet: Sheet, x: number, y: number, to: number, colour: string, width = 0.5): void {
  sheet.doc.moveTo(x, y).lineTo(to, y).lineWidth(width).stroke(colour)
}
