import type { Tx } from '../../db/database.ts'
import {
  type CustomerId,
  type Id,
  type MeterId,
  newId,
  type SubscriptionId,
} from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import type { Ctx } from '../ctx.ts'
import type { MeterReading } from './meter-reading.ts'

/** Whose reading it is. */
export interface ReadingOwner {
  id: SubscriptionId
  customerId: CustomerId
  meterId: MeterId
}

type ImportId = Id<'meterValueImport'>

/** One reading of a meter at a time: whoever comes second compares with the first. */
export async function lockMeter(tx: Tx, ctx: Ctx, meterId: MeterId): Promise<void> {
  await tx
    .selectFrom('meters')
    .select('id')
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', meterId)
    .forNoKeyUpdate()
    .execute()
}

/** Writes a reading that has been checked. */
export async function storeMeterReading(
  tx: Tx,
  ctx: Ctx,
  owner: ReadingOwner,
  {
    message = null,
    needsReview = false,
    ...reading
  }: Omit<MeterReading, 'id'> & { message?: string | null; needsReview?: boolean },
  importId?: ImportId,
): Promise<MeterReading> {
  const id = newId('meterReading')
  await tx
    .insertInto('meter_readings')
    .values({
      organization_id: ctx.organizationId,
      id,
      customer_id: owner.customerId,
      subscription_id: owner.id,
      meter_id: owner.meterId,
      read_on: reading.readOn,
      value_wh: reading.valueWh,
      type: reading.type,
      created_at: ctx.now.toString(),
      import_id: importId ?? null,
      message,
      needs_review: needsReview,
    })
    .execute()
  await recordAudit(tx, ctx, {
    action: 'meter_reading.recorded',
    subject: id,
    customerId: owner.customerId,
    ...((importId || needsReview) && {
      details: { ...(importId && { importId }), ...(needsReview && { needsReview }) },
    }),
  })
  return { id, ...reading }
}

/** Puts another value in the place of a reading of the same day; the audit trail keeps the one that it had. */
export async function replaceMeterReading(
  tx: Tx,
  ctx: Ctx,
  owner: ReadingOwner,
  before: MeterReading,
  after: Omit<MeterReading, 'id'>,
  importId?: ImportId,
): Promise<void> {
  await tx
    .updateTable('meter_readings')
    .set({
      value_wh: after.valueWh,
      type: after.type,
      import_id: importId ?? null,
      // What the customer had to say was about the value that is gone.
      message: null,
      needs_review: false,
    })
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', before.id)
    .execute()
  const value = ({ valueWh, type }: Omit<MeterReading, 'id'>) => ({ valueWh, type })
  await recordAudit(tx, ctx, {
    action: 'meter_reading.replaced',
    subject: before.id,
    customerId: owner.customerId,
    details: {
      readOn: after.readOn,
      before: value(before),
      after: value(after),
      ...(importId && { importId }),
    },
  })
}
