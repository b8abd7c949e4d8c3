/**
 * A download that broke off may end within the last number, which then still looks like one: `0,1` of `0,125`. It shows by
 * having fewer decimals than every other value, and no line break behind it.
 */
export function createCutOffCheck(column: number) {
  let usual: number | undefined
  let isUsual = true
  let last = 0
  return {
    note(cells: readonly string[]): void {
      if (usual !== undefined && usual !== last) isUsual = false
      const text = (cells[column] ?? '').trim()
      last = text.length - 1 - Math.max(text.lastIndexOf(','), text.lastIndexOf('.'))
      if (last === text.length) last = 0
      usual ??= last
    },
    isCutOff(end: Buffer): string | undefined {
      const ending = end.includes(10) || end.includes(13)
      if (ending || !isUsual || usual === undefined || last >= usual) return undefined
      return `The file ends in the middle of a line: its last value has ${last} decimals, all others ${usual}.`
    },
  }
}
