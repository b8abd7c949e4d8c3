import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { fileRefused } from './file-refused.ts'

/** A row with its line. */
export type CsvRecord = (cells: string[], line: number) => void

/**
 * Hands over each record, its cells trimmed. Rows of any length are judged by whoever reads them, and an empty line stays a
 * record, so that lines can be counted. The parser itself keeps none: the engine learns from a first piece that is kept whole
 * to take all records for long-lived, and a million of them then fill hundreds of megabytes.
 */
function eachRecord(text: string, delimiter: string, onRecord: (cells: string[]) => void): void {
  parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    on_record(cells: string[]) {
      onRecord(cells.map((cell) => cell.trim()))
      return null
    },
  })
}

/** All records of a short text. @throws CsvError */
export function csvRecords(text: string, separator: string): string[][] {
  const records: string[][] = []
  eachRecord(text, separator, (cells) => records.push(cells))
  return records
}

/**
 * Takes a long table piece by piece, each cut behind a whole record, so that only the records of one piece are held at a time.
 * @throws Failure naming the line from which the table cannot be read.
 */
export function createCsvReader(separator: string, onRecord: CsvRecord) {
  let rest = ''
  let line = 1
  const read = (text: string) => {
    try {
      eachRecord(text, separator, (cells) => {
        onRecord(cells, line)
        line += 1 + lineBreaksWithin(cells)
      })
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      throw fileRefused(`The table cannot be read from about here on: ${error.message}.`, line)
    }
  }
  return {
    take(text: string): void {
      const all = rest + text
      const end = all.lastIndexOf('\n') + 1
      // An odd number of quotes: the last break lies within a quoted cell.
      if (end === 0 || (all.includes('"') && count(all.slice(0, end), '"') % 2 === 1)) {
        rest = all
        return
      }
      rest = all.slice(end)
      read(all.slice(0, end))
    },
    finish(): void {
      if (rest !== '') read(rest)
    },
    lines: () => line - 1,
  }
}

function count(text: string, part: string): number {
  let times = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) times += 1
  return times
}

function lineBreaksWithin(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) if (cell.includes('\n')) breaks += count(cell, '\n')
  return breaks
}
