import type { OwnDatabase } from './own-database.ts'

/** One figure of a section; with a limit it is a promise that the run keeps or does not keep. */
export interface Row {
  what: string
  figure: string
  limit?: string
  within?: boolean
}

export interface Section {
  title: string
  rows: Row[]
  /** The same figures, unrounded, for machines. */
  json: unknown
  /** A table of the section's own, printed before its rows. */
  table?: string
}

export interface BenchContext {
  /** What is under way; standard output holds the report alone. */
  say: (message: string) => void
  database: OwnDatabase
}

export type RunSection = (context: BenchContext) => Promise<Section>

export const count = (value: number): string => value.toLocaleString('en')
