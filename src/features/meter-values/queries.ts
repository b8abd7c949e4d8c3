import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { MeterValueFormat } from '../../db/market-tables.ts'
import type { Id, OrganizationId } from '../../domain/identifiers.ts'

export interface MeterValueImport {
  id: Id<'meterValueImport'>
  fileName: string
  format: MeterValueFormat
  recognised: Record<string, unknown>
  daysWritten: number
  daysUnchanged: number
  readingsWritten: number
  problems: unknown[]
  importedAt: Temporal.Instant
}

/** The organisation's imports, the newest first. */
export async function listMeterValueImports(
  db: Db,
  organizationId: OrganizationId,
  limit: number,
): Promise<MeterValueImport[]> {
  const rows = await db
    .selectFrom('meter_value_imports')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('imported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    fileName: row.file_name,
    format: row.format,
    recognised: row.recognised,
    daysWritten: row.days_written,
    daysUnchanged: row.days_unchanged,
    readingsWritten: row.readings_written,
    problems: row.problems,
    importedAt: row.imported_at,
  }))
}
