import type { Day } from '../../src/domain/local-time.ts'
import { envelope, loadProfile, type MsconsDay } from './mscons.ts'

export const MALO = '41373559241'

export const even = (length: number, wh = 10): number[] => Array.from({ length }, () => wh)

export const january = (day: number): MsconsDay => ({ day: `2026-01-0${day}` as Day, wh: even(96) })

/** 5 and 6 January 2026; its segments in the file: UNB 1, UNH 2, … LOC 10, LIN 13, PIA 14, the first QTY 15. */
export const twoDays = (): string[] => loadProfile({ location: MALO }, [january(5), january(6)])

/** The same message, a segment a line, with the first segment that has `from` made `to`, or taken out. */
export function changed(from: string, to: string | null): string {
  const body = twoDays()
  const index = body.findIndex((segment) => segment.includes(from))
  if (index < 0) throw new Error(`No segment has ${from}`)
  const segment = body[index] ?? ''
  body.splice(index, 1, ...(to === null ? [] : [segment.replace(from, to)]))
  return envelope([body], { separator: '\n' })
}
