import type { Db, Tx } from '../../db/database.ts'
import type { Day } from '../../domain/local-time.ts'
import { compact } from '../../domain/market-identifiers.ts'
import { parseMalo, parseMeterNumber } from '../../domain/market-identifiers-locations.ts'
import { earliestStart, latestStart } from '../../domain/supply-start.ts'
import { findSuppliersNamed } from '../market-partners/search-suppliers.ts'
import { readDate } from '../meter-readings/read-submission.ts'
import type { Plan } from '../plans/queries.ts'
import type { CheckoutField, CheckoutFields, Read } from './checkout.ts'

export interface SupplyChoice {
  /** The supplier that is left; null for who moves in, and for feeding in. */
  previousSupplier: NamedSupplier | null
  meterNumber: string
  malo: string | undefined
  startOn: Day
  /** Whether a day was wished for, or the earliest is wanted whichever it is. */
  isWished: boolean
}

interface NamedSupplier {
  code: string
  name: string
}

export interface SupplyContext {
  type: Plan['type']
  /** The suppliers that go by what was typed, a name or a code. */
  suppliers: readonly NamedSupplier[]
  today: Day
}

/** Looks up what {@link readSupply} needs to know about the supplier that was named. */
export async function supplyContext(
  db: Db | Tx,
  { type }: Pick<Plan, 'type'>,
  { previousSupplier }: CheckoutFields,
  today: Day,
): Promise<SupplyContext> {
  return { type, suppliers: await findSuppliersNamed(db, previousSupplier ?? ''), today }
}

/** Reads why supply begins, on which meter, and when. Whoever feeds in leaves no supplier and moves in nowhere. */
export function readSupply(
  fields: CheckoutFields,
  { type, suppliers, today }: SupplyContext,
): Read<SupplyChoice> {
  const problems: Partial<Record<CheckoutField, string>> = {}
  const isSwitch = type === 'consumption' && fields.reason === 'supplier_change'
  if (type === 'consumption' && !isSwitch && fields.reason !== 'move_in') problems.reason = 'missing'
  const [supplier, ...others] = isSwitch ? suppliers : []
  if (isSwitch && isBlank(fields.previousSupplier)) problems.previousSupplier = 'missing'
  else if (isSwitch && !supplier) problems.previousSupplier = 'unknown'
  else if (others.length > 0) problems.previousSupplier = 'several'

  const meter = parseMeterNumber(fields.meterNumber ?? '')
  if (isBlank(fields.meterNumber)) problems.meterNumber = 'missing'
  else if (!meter.ok) problems.meterNumber = 'malformed'

  const malo = isBlank(fields.malo) ? undefined : parseMalo(fields.malo ?? '')
  if (malo && !malo.ok) {
    problems.malo = /^[1-9]\d{10}$/.test(compact(fields.malo ?? '')) ? 'checkDigit' : 'malformed'
  }

  const start = readStart(fields, type, today)
  if ('problem' in start) problems[start.field] = start.problem
  if ('problem' in start || !meter.ok || Object.keys(problems).length > 0) return { problems }
  return {
    value: {
      previousSupplier: supplier ? { code: supplier.code, name: supplier.name } : null,
      meterNumber: meter.value,
      malo: malo?.ok ? malo.value : undefined,
      ...start,
    },
  }
}

type Start = { startOn: Day; isWished: boolean } | { field: 'start' | 'startOn'; problem: string }

function readStart({ start, startOn }: CheckoutFields, type: Plan['type'], today: Day): Start {
  const earliest = earliestStart(type, today)
  if (start === 'next') return { startOn: earliest, isWished: false }
  if (start !== 'on') return { field: 'start', problem: 'missing' }
  const { value: day, problem } = readDate(startOn ?? '')
  if (day === null) return { field: 'startOn', problem: problem ?? 'malformed' }
  if (day < today) return { field: 'startOn', problem: 'past' }
  if (day < earliest) return { field: 'startOn', problem: 'tooEarly' }
  if (day > latestStart(today)) return { field: 'startOn', problem: 'tooLate' }
  if (type === 'feed_in' && !day.endsWith('-01')) return { field: 'startOn', problem: 'notFirst' }
  return { startOn: day, isWished: true }
}

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === ''
