import type { Layout } from './load-profile-layout.ts'
import type { LoadProfileOptions } from './load-profile-options.ts'

const SEPARATOR_NAMES = { ';': 'semicolon', '\t': 'tab', ',': 'comma', '|': 'bar' } as const
const ZONE_NAMES = {
  local: 'German local time',
  cet: 'winter time all year (UTC+1)',
  utc: 'UTC',
} as const

/** How the file was understood, for the person who looks at a dry run. */
export function describeLayout(layout: Layout, options: LoadProfileOptions): Record<string, unknown> {
  const { columns, headings, decimal } = layout
  const column = (index: number) => headings[index] || `no. ${index + 1}`
  return {
    separator: SEPARATOR_NAMES[layout.separator],
    decimal: decimal === null ? 'none' : decimal === ',' ? 'comma' : 'point',
    unit: layout.unit,
    timestamps: `${layout.timestamps === 'start' ? 'beginning' : 'end'} of the quarter-hour`,
    zone: layout.hasOffsets ? 'each row’s offset from UTC' : ZONE_NAMES[layout.zone],
    firstRow: layout.skipped + 1,
    valueColumn: column(columns.value),
    status:
      options.status !== undefined
        ? `${options.status}, as asked for`
        : columns.status === null
          ? 'final, as the file says nothing'
          : `column ${column(columns.status)}`,
    location:
      columns.location === null ? (layout.location?.value ?? null) : `column ${column(columns.location)}`,
    direction: layout.direction ?? 'not named',
  }
}
