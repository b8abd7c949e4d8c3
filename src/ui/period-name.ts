import { addDays, type Day, type Format } from './format.ts'

/** "September 2025" for a whole calendar month, else its first and last day. */
export function periodName(
  format: Format,
  { periodStart, periodEnd }: { periodStart: Day; periodEnd: Day },
): string {
  const wholeMonth =
    periodStart.endsWith('-01') &&
    periodStart.slice(0, 7) === periodEnd.slice(0, 7) &&
    addDays(periodEnd, 1).endsWith('-01')
  return wholeMonth ? format.month(periodStart) : format.span(periodStart, periodEnd)
}
