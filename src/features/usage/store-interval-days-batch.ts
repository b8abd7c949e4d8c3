import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { totalWh } from '../../domain/energy.ts'
import type { Id, MeterId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import { type IntervalDay, toStored } from './interval-days.ts'

export interface MeterDay extends IntervalDay {
  meterId: MeterId
}

export interface Stored {
  written: number
  /** Those that hold these values already, and estimates of days that were measured meanwhile. */
  unchanged: number
}

/** A statement's worth; more would only make it larger. */
const BATCH = 200

/**
 * Writes checked days of meters that the caller has locked, each day of a meter at most once. A day that differs from what is
 * stored replaces it and what it was goes to the history: an invoice may rest on it. Our own estimate yields to whatever was
 * measured, however late the estimate comes.
 */
export async function writeMeterDays(
  tx: Tx,
  ctx: Ctx,
  days: readonly MeterDay[],
  importId?: Id<'meterValueImport'>,
): Promise<Stored> {
  let written = 0
  for (let from = 0; from < days.length; from += BATCH) {
    written += await writeBatch(tx, ctx, days.slice(from, from + BATCH), importId ?? null)
  }
  return { written, unchanged: days.length - written }
}

const asArray = (values: number[] | null): string | null => values && `{${values.join(',')}}`

async function writeBatch(
  tx: Tx,
  { organizationId, now }: Ctx,
  days: readonly MeterDay[],
  importId: Id<'meterValueImport'> | null,
): Promise<number> {
  const stored = days.map(toStored)
  const { rows } = await sql<{ written: number }>`
    with given as materialized (
      select meter_id, day, wh::smallint[] as wh, large_wh::integer[] as large_wh, total_wh, status, statuses
      from unnest(
        ${days.map(({ meterId }) => meterId)}::text[],
        ${days.map(({ day }) => day)}::date[],
        ${stored.map(({ wh }) => asArray(wh))}::text[],
        ${stored.map(({ large_wh }) => asArray(large_wh))}::text[],
        ${days.map(({ wh }) => totalWh(wh))}::integer[],
        ${stored.map(({ status }) => status)}::text[],
        ${stored.map(({ statuses }) => statuses)}::text[]
      ) as row (meter_id, day, wh, large_wh, total_wh, status, statuses)
    ), known as materialized (
      select held.* from given
      join interval_days as held
        on held.organization_id = ${organizationId} and held.meter_id = given.meter_id and held.day = given.day
    ), changed as materialized (
      select given.*, coalesce(known.version, 0) + 1 as version
      from given left join known using (meter_id, day)
      where known.day is null
        or ((given.wh, given.large_wh, given.status, given.statuses)
            is distinct from (known.wh, known.large_wh, known.status, known.statuses)
          and (given.status <> 'E' or known.status = 'E'))
    ), history as (
      insert into interval_day_versions (
        organization_id, meter_id, day, version, wh, large_wh, total_wh, status, statuses, delivered_at, import_id, replaced_at
      )
      select known.organization_id, meter_id, day, known.version, known.wh, known.large_wh, known.total_wh, known.status,
        known.statuses, known.delivered_at, known.import_id, ${now.toString()}::timestamptz
      from known join changed using (meter_id, day)
    ), written as (
      insert into interval_days (
        organization_id, meter_id, day, wh, large_wh, total_wh, status, statuses, version, delivered_at, import_id
      )
      select ${organizationId}, meter_id, day, wh, large_wh, total_wh, status, statuses, version,
        ${now.toString()}::timestamptz, ${importId}
      from changed
      on conflict (organization_id, meter_id, day) do update set
        wh = excluded.wh, large_wh = excluded.large_wh, total_wh = excluded.total_wh, status = excluded.status,
        statuses = excluded.statuses, version = excluded.version, delivered_at = excluded.delivered_at,
        import_id = excluded.import_id
      returning 1
    )
    select count(*)::integer as written from written`.execute(tx)
  return rows[0]?.written ?? 0
}
