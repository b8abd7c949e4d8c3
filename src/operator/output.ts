import type { Temporal } from 'temporal-polyfill'
import type { OperatorDeps } from './deps.ts'

export type Row = readonly [label: string, value: string]
interface Column<Item> {
  title: string
  of: (item: Item) => string
}

/** Results go to stdout, as readable text or as one JSON value; whatever is said about them goes to stderr. */
export interface Output {
  /** One thing: `value` for machines, `rows` for people. */
  one: (value: object, rows: readonly Row[]) => void
  list: <Item extends object>(
    items: readonly Item[],
    columns: readonly Column<Item>[],
    whenEmpty: string,
  ) => void
  say: (sentence: string) => void
}

export function createOutput({ out, err }: Pick<OperatorDeps, 'out' | 'err'>, isJson: () => boolean): Output {
  const json = (value: object) => out(`${JSON.stringify(value, null, 2)}\n`)
  return {
    one(value, rows) {
      if (isJson()) return json(value)
      const width = Math.max(...rows.map(([label]) => label.length))
      out(rows.map(([label, text]) => `${label.padEnd(width)}  ${text}`.trimEnd()).join('\n') + '\n')
    },
    list(items, columns, whenEmpty) {
      if (isJson()) return json(items)
      if (items.length === 0) return err(`${whenEmpty}\n`)
      const lines = [
        columns.map(({ title }) => title),
        ...items.map((item) => columns.map(({ of }) => of(item))),
      ]
      const widths = columns.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)))
      const line = (cells: string[]) =>
        cells
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd()
      out(`${lines.map(line).join('\n')}\n`)
    },
    say: (sentence) => err(`${sentence}\n`),
  }
}

/** `2026-11-23 10:12 UTC`. */
export const formatInstant = (instant: Temporal.Instant): string =>
  `${instant.toString().slice(0, 16).replace('T', ' ')} UTC`

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no')
