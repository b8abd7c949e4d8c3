import type { Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId, type MeterId, type OrganizationId } from '../../domain/identifiers.ts'
import type { DeliveredLocation, DeliveredSeries } from './delivery.ts'
import { fileRefused } from './file-refused.ts'

export interface FoundMeter {
  id: MeterId
  type: 'smart' | 'analog'
  number: string
  malo: string | null
  melo: string | null
}

const LOCATION_NAMES = {
  malo: 'market location',
  melo: 'metering location',
  meter_number: 'meter number',
} as const

const FIELDS = { malo: 'malo', melo: 'melo', meter_number: 'number' } as const

const isNamedBy = (meter: FoundMeter, { kind, value }: DeliveredLocation): boolean =>
  kind !== 'given' && meter[FIELDS[kind]] === value

/** As an operator types it: an id, a market or metering location, a number; blanks of a printed one do not matter. */
function isAskedFor(meter: FoundMeter, asked: string): boolean {
  const written = asked.replace(/\s/g, '').toUpperCase()
  return meter.id === asked || [meter.malo, meter.melo, meter.number].includes(written)
}

/**
 * The meter of each series within the organisation. What the file names decides; the meter that was asked for must be the same
 * one, or stands in where the file names none.
 * @throws Failure NOT_FOUND, also for another organisation's meter; UNPROCESSABLE_ENTITY when the file is for another meter
 * than asked, or when several are meant.
 */
export async function resolveMeters(
  tx: Tx,
  organizationId: OrganizationId,
  series: readonly DeliveredSeries[],
  asked: string | undefined,
): Promise<FoundMeter[]> {
  const written = asked?.replace(/\s/g, '').toUpperCase()
  const values = [
    ...new Set([...series.map(({ location }) => location.value), ...(written ? [written] : [])]),
  ]
  const meters: FoundMeter[] = await tx
    .selectFrom('meters')
    .select(['id', 'type', 'number', 'malo', 'melo'])
    .where('organization_id', '=', organizationId)
    .where((where) =>
      where.or([
        where('malo', 'in', values),
        where('melo', 'in', values),
        where('number', 'in', values),
        ...(isId('meter', asked) ? [where('id', '=', asked)] : []),
      ]),
    )
    .orderBy('id')
    .execute()
  if (asked !== undefined && !meters.some((meter) => isAskedFor(meter, asked)))
    throw notFound(`Meter ${asked}`)
  const found: FoundMeter[] = []
  for (const each of series) {
    const candidates = candidatesFor(each, meters, asked)
    const [only, ...others] = candidates
    found.push(only && others.length === 0 ? only : await byDirection(tx, organizationId, each, candidates))
  }
  return found
}

function candidatesFor(
  { location }: DeliveredSeries,
  meters: readonly FoundMeter[],
  asked: string | undefined,
): FoundMeter[] {
  if (location.kind === 'given') {
    if (asked === undefined)
      throw fileRefused('The file does not name its meter: say which one it is with --meter.')
    return meters.filter((meter) => isAskedFor(meter, asked))
  }
  const named = meters.filter((meter) => isNamedBy(meter, location))
  const name = `${LOCATION_NAMES[location.kind]} ${location.value}`
  if (asked === undefined) {
    if (named.length === 0) throw notFound(`A meter with ${name}`)
    return named
  }
  const both = named.filter((meter) => isAskedFor(meter, asked))
  if (both.length === 0) throw fileRefused(`The file is for ${name}, which is not the meter ${asked}.`)
  return both
}

/** Where energy flows both ways through one meter, each way is a market location and a contract of its own. */
async function byDirection(
  tx: Tx,
  organizationId: OrganizationId,
  { location, direction }: DeliveredSeries,
  candidates: readonly FoundMeter[],
): Promise<FoundMeter> {
  const rows = await tx
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .select(['s.meter_id', 'p.type'])
    .where('s.organization_id', '=', organizationId)
    .where(
      's.meter_id',
      'in',
      candidates.map(({ id }) => id),
    )
    .execute()
  const fitting = candidates.filter(({ id }) =>
    rows.some((row) => row.meter_id === id && row.type === direction),
  )
  const [only, ...others] = fitting
  if (only && others.length === 0) return only
  const ids = candidates.map(({ id, malo }) => (malo ? `${malo} (${id})` : id)).join(', ')
  throw fileRefused(
    `${location.value || 'The meter asked for'} could be one of several meters: ${ids}. Say which with --meter.`,
  )
}
