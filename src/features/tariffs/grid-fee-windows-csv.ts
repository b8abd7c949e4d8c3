import { z } from 'zod'
import type { DatedFeeWindow } from '../../domain/grid-fee-windows.ts'
import { csvDay, csvPartnerCode, csvSource, csvWord } from './csv-fields.ts'
import { readCsvRows } from './csv-rows.ts'

export interface SourcedFeeWindow extends DatedFeeWindow {
  source: string
}

const clock = z.string().transform((text, ctx): number => {
  const [, hour = '', minute = ''] = /^([01]\d|2[0-4]):(00|15|30|45)$/.exec(text) ?? []
  const quarter = Number(hour) * 4 + Number(minute) / 15
  if (hour !== '' && quarter <= 96) return quarter
  ctx.addIssue({ code: 'custom', message: `“${text}” is no quarter of an hour between 00:00 and 24:00` })
  return z.NEVER
})

const row = z
  .object({
    grid_operator_code: csvPartnerCode,
    valid_from: csvDay,
    quarter: csvWord(['1', '2', '3', '4']),
    level: csvWord(['low', 'high']),
    starts: clock,
    ends: clock,
    source: csvSource,
  })
  .refine(({ starts, ends }) => starts < ends, {
    path: ['ends'],
    error: 'lies before starts; a window over midnight is written as two',
  })

/**
 * Reads `grid_operator_code,valid_from,quarter,level,starts,ends,source`, the clock as `17:00`.
 * @throws Failure with one entry per bad line.
 */
export function parseGridFeeWindows(csv: string): SourcedFeeWindow[] {
  return readCsvRows(csv, row, (window) =>
    [window.grid_operator_code, window.valid_from, window.quarter, window.starts].join(' '),
  ).map((window) => ({
    gridOperatorCode: window.grid_operator_code,
    validFrom: window.valid_from,
    quarter: Number(window.quarter),
    level: window.level,
    starts: window.starts,
    ends: window.ends,
    source: window.source,
  }))
}
