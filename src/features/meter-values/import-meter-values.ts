import { sql } from 'kysely'
import { Failure } from '../../domain/failure.ts'
import { type Id, newId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import type { Parsed, Problem } from './delivery.ts'
import { type DeliveredFile, named, readDelivery } from './read-delivery.ts'
import { resolveMeters } from './resolve-meters.ts'
import { type Assigned, type MeterResult, takeFitting, writeDelivery } from './write-delivery.ts'

export interface ImportMeterValues extends DeliveredFile {
  /** An id, market location, metering location or number; needed where the file names no meter. */
  meter?: string
  /** Nothing is written; the answer says what would be. */
  dryRun?: boolean
  /** Days with a bad row are left out whole and reported, the others are written. */
  skipBadRows?: boolean
}

export interface ImportedMeterValues {
  fileName: string
  dryRun: boolean
  format: Parsed['format']
  recognised: Parsed['recognised']
  meters: MeterResult[]
  daysWritten: number
  daysUnchanged: number
  readingsWritten: number
  /** What was left out; in a dry run what would be refused. */
  problems: Problem[]
  /** Null in a dry run, and when everything was stored already. */
  importId: Id<'meterValueImport'> | null
}

/**
 * Imports one delivered file, a load profile or MSCONS, in one transaction: all of it or nothing, unless the operator asks to
 * go on without the days that are bad. The same file again changes nothing.
 * @throws Failure naming file, line and reason.
 */
export async function importMeterValues(ctx: Ctx, input: ImportMeterValues): Promise<ImportedMeterValues> {
  const { fileName, dryRun = false, skipBadRows = false } = input
  const { parsed, sha256 } = await readDelivery(input)
  const problems = [...parsed.problems]
  if (!dryRun && !skipBadRows) refuseBad(fileName, problems)
  if (parsed.series.length === 0)
    throw new Failure('UNPROCESSABLE_ENTITY', refusal(fileName, problems, 'It holds no values.'))

  return await inTransaction(ctx, async (tx) => {
    const meters = await named(fileName, () =>
      resolveMeters(tx, ctx.organizationId, parsed.series, input.meter),
    )
    // In one order, so that two imports at once wait for each other and never stand crosswise.
    await tx
      .selectFrom('meters')
      .select('id')
      .where('organization_id', '=', ctx.organizationId)
      .where('id', 'in', [...new Set(meters.map(({ id }) => id))])
      .orderBy('id')
      .forNoKeyUpdate()
      .execute()
    const assigned = parsed.series.flatMap((series, index): Assigned[] => {
      const meter = meters[index]
      return meter ? [{ ...series, meter }] : []
    })
    const good = takeFitting(assigned, ctx.now, problems)
    if (!dryRun && !skipBadRows) refuseBad(fileName, problems)

    const importId = newId('meterValueImport')
    // A dry run does everything and takes it back, so that it tells exactly what an import would do.
    if (dryRun) await sql`savepoint dry_run`.execute(tx)
    const results = await writeDelivery(tx, ctx, good, { importId, problems, onProgress: input.onProgress })
    if (!dryRun && !skipBadRows) refuseBad(fileName, problems)
    const sum = (count: (result: MeterResult) => number) =>
      results.reduce((total, result) => total + count(result), 0)
    const imported: ImportedMeterValues = {
      fileName,
      dryRun,
      format: parsed.format,
      recognised: parsed.recognised,
      meters: results,
      daysWritten: sum(({ daysWritten }) => daysWritten),
      daysUnchanged: sum(({ daysUnchanged }) => daysUnchanged),
      readingsWritten: sum(({ readingsWritten }) => readingsWritten),
      problems: problems.toSorted((a, b) => a.line - b.line),
      importId: null,
    }
    if (dryRun) {
      await sql`rollback to savepoint dry_run`.execute(tx)
      return imported
    }
    if (imported.daysWritten + imported.readingsWritten === 0) return imported
    await recordImport({ ...ctx, db: tx }, imported, { importId, sha256 })
    return { ...imported, importId }
  })
}

async function recordImport(
  ctx: Ctx,
  imported: ImportedMeterValues,
  { importId, sha256 }: { importId: Id<'meterValueImport'>; sha256: Buffer },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx
      .insertInto('meter_value_imports')
      .values({
        organization_id: ctx.organizationId,
        id: importId,
        file_name: imported.fileName.slice(-255),
        sha256,
        format: imported.format,
        recognised: JSON.stringify(imported.recognised),
        days_written: imported.daysWritten,
        days_unchanged: imported.daysUnchanged,
        readings_written: imported.readingsWritten,
        problems: JSON.stringify(imported.problems),
        imported_at: ctx.now.toString(),
      })
      .execute()
    await recordAudit(tx, ctx, {
      action: 'meter_values.imported',
      subject: importId,
      details: { file: imported.fileName, days: imported.daysWritten, readings: imported.readingsWritten },
    })
  })
}

/** Enough to see what kind of fault it is. */
const MOST_TOLD = 20

function refuseBad(fileName: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return
  throw new Failure('UNPROCESSABLE_ENTITY', refusal(fileName, problems, 'Nothing of it was written.'))
}

function refusal(fileName: string, problems: readonly Problem[], conclusion: string): string {
  const told = problems
    .toSorted((a, b) => a.line - b.line)
    .slice(0, MOST_TOLD)
    .map(({ line, message }) => `${fileName}, line ${line}: ${message}`)
  const more = problems.length - told.length
  return [...told, ...(more > 0 ? [`and ${more} more.`] : []), conclusion].join('\n')
}
