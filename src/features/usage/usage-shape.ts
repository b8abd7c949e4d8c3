import { z } from '@hono/zod-openapi'
import type { Bucket } from '../../domain/resolution.ts'

const RESOLUTIONS = ['15min', 'hour', 'day', 'week', 'month'] as const
export type WireResolution = (typeof RESOLUTIONS)[number]

export const resolutionParameter = z.enum(['auto', ...RESOLUTIONS]).default('auto')

/** A contract's energy on the wire. */
export const usageShape = z
  .object({
    object: z.literal('usage'),
    meter_type: z.enum(['analog', 'smart']),
    resolution: z.enum(RESOLUTIONS),
    data: z.array(
      z.object({
        start: z.iso.datetime().openapi({
          description: 'A week or month that the range cuts begins with the range.',
        }),
        usage: z.number().openapi({ description: 'kWh.' }),
        type: z.enum(['final', 'preliminary']),
        status: z.enum(['final', 'preliminary', 'substitute', 'estimated']).openapi({
          description:
            'How the value came about: measured (final or preliminary), formed by the metering operator for a gap (substitute), or by us from a load profile (estimated). Of a sum, the least certain of its values decides.',
        }),
      }),
    ),
  })
  .openapi('Usage')

export type UsageShape = z.output<typeof usageShape>

/** An answer up to its first item. */
export const usageHead = ({
  meter_type,
  resolution,
}: Pick<UsageShape, 'meter_type' | 'resolution'>): string =>
  `{"object":"usage","meter_type":"${meter_type}","resolution":"${resolution}","data":[`

export const USAGE_END = ']}'

/**
 * Items in order, as JSON. One is `final` only if it was measured and stays: what stands in for a value, by whomever it was
 * formed, may yet be replaced. Written by hand, because a year of quarter-hours has 35,040 of them.
 */
export function usageItems(buckets: readonly Bucket[]): string {
  let hour = Number.NaN
  let hourText = ''
  let text = ''
  for (const { startsAt, energyWh, status } of buckets) {
    const minute = Math.floor(startsAt / 60_000) % 60
    // Writing an instant out is what takes longest, and four quarter-hours differ in their minutes alone.
    if (startsAt - minute * 60_000 !== hour) {
      hour = startsAt - minute * 60_000
      hourText = new Date(hour).toISOString().slice(0, 14)
    }
    text += `${text === '' ? '' : ','}{"start":"${hourText}${minute === 0 ? '00' : minute}:00Z","usage":${
      energyWh / 1000
    },"type":"${status === 'final' ? 'final' : 'preliminary'}","status":"${status}"}`
  }
  return text
}
