import type { Tx } from '../../db/database.ts'
import { conflict, unprocessable } from '../../domain/failure.ts'
import { dayAt } from '../../domain/local-time.ts'
import type { Doubt } from '../../domain/plausible-reading.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import { doubtAbout } from './doubt.ts'
import type { MeterReading, RecordMeterReading, ReportedReading } from './meter-reading.ts'
import { PHOTO_BYTES, photoType, type PhotoType } from './photo.ts'
import { withoutMetadata } from './photo-metadata.ts'
import { listReportedReadings } from './queries.ts'
import { lockMeter, storeMeterReading } from './store-meter-reading.ts'

const MESSAGE_CHARACTERS = 500

/**
 * Notes what an analog meter's register showed. A value that contradicts another reading, or the household's yearly use by far,
 * is asked back about; reported again with a message it is taken, and counts as soon as somebody has looked at it.
 * @throws Failure NOT_FOUND; UNPROCESSABLE_ENTITY with `unsupported_meter_reading` (smart meter),
 * `out_of_period_meter_reading`, `implausible_meter_reading` or `unsupported_photo`; CONFLICT with `duplicate_meter_reading`.
 */
export async function recordMeterReading(ctx: Ctx, input: RecordMeterReading): Promise<ReportedReading> {
  const { subscriptionId, readOn, valueWh, type } = input
  const message = checkMessage(input.message)
  const photo = checkPhoto(input.photo)
  return inTransaction(ctx, async (tx) => {
    const contract = await getContract(tx, ctx.organizationId, subscriptionId)
    if (contract.meterType === 'smart') {
      throw unprocessable('subscription', 'A smart meter is read remotely.', 'unsupported_meter_reading')
    }
    if (
      readOn < contract.startOn ||
      (contract.endOn !== null && readOn > contract.endOn) ||
      readOn > dayAt(ctx.now)
    ) {
      throw unprocessable(
        'timestamp',
        'The reading lies outside the contract.',
        'out_of_period_meter_reading',
      )
    }
    await lockMeter(tx, ctx, contract.meterId)
    const readings = await listReportedReadings(tx, ctx.organizationId, subscriptionId)
    if (readings.some((other) => other.readOn === readOn)) {
      throw conflict('timestamp', 'There is a reading for this day already.', 'duplicate_meter_reading')
    }
    const doubt = doubtAbout(contract, readings, input)
    if (doubt && message === null) throw implausible(doubt)
    const reading = await storeMeterReading(tx, ctx, contract, {
      readOn,
      valueWh,
      type,
      message,
      needsReview: doubt !== null,
    })
    if (photo) await storePhoto(tx, ctx, reading.id, photo)
    return { ...reading, message, needsReview: doubt !== null, hasPhoto: photo !== null }
  })
}

function implausible(doubt: Doubt<MeterReading>) {
  const kwh = (wh: number) => `${wh / 1000} kWh`
  const text =
    'other' in doubt
      ? `The meter showed ${kwh(doubt.other.valueWh)} on ${doubt.other.readOn}; it only runs forward.`
      : `${kwh(doubt.usedWh)} since ${doubt.since.readOn} is far from the ${kwh(doubt.expectedWh)} to be expected.`
  return unprocessable(
    'value',
    `${text} Send it again with a message to confirm it.`,
    'implausible_meter_reading',
  )
}

function checkMessage(given: string | undefined): string | null {
  const message = given?.trim() ?? ''
  if (message.length > MESSAGE_CHARACTERS) {
    throw unprocessable('message', `A message has at most ${MESSAGE_CHARACTERS} characters.`)
  }
  return message === '' ? null : message
}

interface Photo {
  type: PhotoType
  content: Buffer
}

function checkPhoto(content: Buffer | undefined): Photo | null {
  if (content === undefined) return null
  const type = photoType(content)
  if (type === null || content.length > PHOTO_BYTES) {
    throw unprocessable('photo', 'A photo is a JPEG, PNG or WebP of at most 8 MB.', 'unsupported_photo')
  }
  return { type, content: withoutMetadata(content, type) }
}

async function storePhoto(tx: Tx, ctx: Ctx, readingId: MeterReading['id'], photo: Photo): Promise<void> {
  await tx
    .insertInto('reading_photos')
    .values({
      organization_id: ctx.organizationId,
      reading_id: readingId,
      content_type: photo.type,
      content: photo.content,
      created_at: ctx.now.toString(),
    })
    .execute()
}
