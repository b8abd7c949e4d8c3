import type { Problem } from './delivery.ts'

export interface Faults {
  /** Notes what is wrong in a place; of one scope (a day of a series, a line item) the first is told, the rest counted. */
  add(scope: string, line: number, message: string): void
  problems(): Problem[]
}

/** A file with a fault in each of a million values is reported by day, not by value. */
export function createFaults(): Faults {
  const first = new Map<string, Problem & { more: number }>()
  return {
    add(scope, line, message) {
      const known = first.get(scope)
      if (known) known.more += 1
      else first.set(scope, { line, message, more: 0 })
    },
    problems: () =>
      [...first.values()]
        .sort((a, b) => a.line - b.line)
        .map(({ line, message, more }) => ({
          line,
          message: more === 0 ? message : `${message} (${more} more like it)`,
        })),
  }
}
