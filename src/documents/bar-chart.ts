import type { Sheet } from './sheet.ts'
import type { TextStyle } from './typesetter.ts'

export interface Bar {
  label: string
  value: number
  shown: string
  colour: string
  /** The reader's own: its label stands out. */
  own?: boolean
}

interface ChartBox {
  x: number
  y: number
  width: number
  labelWidth: number
  label: TextStyle
  strong: TextStyle
  axis: string
}

const ROW = 17
const BAR = 10

export const chartHeight = (bars: readonly Bar[]): number => bars.length * ROW

/**
 * Horizontal bars, each with its name before and its value behind it: no legend, no axis to read off. One figure with
 * the whole content in words for those who do not see it. Answers the y below.
 */
export function drawBars(sheet: Sheet, bars: readonly Bar[], alt: string, box: ChartBox): number {
  const { x, y, width, labelWidth } = box
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const figures = Math.max(...bars.map(({ shown }) => sheet.widthOf(shown, box.strong))) + 8
  const room = width - labelWidth - figures
  const bottom = y + chartHeight(bars)
  sheet.mark(
    'Figure',
    () => {
      for (const [index, bar] of bars.entries()) {
        const top = y + index * ROW
        const style = bar.own ? box.strong : box.label
        sheet.write(bar.label, { ...style, leading: 1.3, x, y: top + 2, width: labelWidth - 8 })
        const long = Math.max(1, (room * bar.value) / most)
        sheet.doc.rect(x + labelWidth, top + (ROW - BAR) / 2, long, BAR).fill(bar.colour)
        const value = { ...style, leading: 1.3, x: x + labelWidth + long + 6, y: top + 2, width: figures }
        sheet.write(bar.shown, value)
      }
      sheet.doc
        .moveTo(x + labelWidth, y)
        .lineTo(x + labelWidth, bottom)
        .lineWidth(0.8)
        .stroke(box.axis)
    },
    { alt, bbox: [x, y, x + width, bottom] },
  )
  return bottom
}
