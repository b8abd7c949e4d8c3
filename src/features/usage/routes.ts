import { createRoute, z } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { badRequest } from '../../domain/failure.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import {
  addDays,
  addMonths,
  type Day,
  dayAt,
  daysBetween,
  firstDayOf,
  monthOf,
} from '../../domain/local-time.ts'
import { answers, apiOperations, idParams, operation } from '../../http/api-operation.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { askedContract } from './asked-contract.ts'
import { dayParameter } from './day-parameter.ts'
import { streamJson } from './json-stream.ts'
import { seriesOf } from './usage-series.ts'
import {
  resolutionParameter,
  USAGE_END,
  usageHead,
  usageItems,
  type UsageShape,
  usageShape,
  type WireResolution,
} from './usage-shape.ts'
import { streamUsage } from './usage-stream.ts'

interface UsageApiDeps {
  db: Db
  now: () => Temporal.Instant
}

const usageRoute = createRoute({
  ...operation('Usage', 'What was used, or fed in, at a resolution'),
  method: 'get',
  path: '/subscriptions/{id}/usage',
  request: {
    params: idParams,
    query: z.object({
      resolution: resolutionParameter.openapi({
        description: 'auto: quarter-hours of a smart meter, months of an analog one.',
      }),
      start: dayParameter.optional().openapi({
        description: 'Inclusive. By default yesterday; of an analog meter the last twelve months.',
      }),
      end: dayParameter.optional().openapi({ description: 'Exclusive. By default today.' }),
    }),
  },
  responses: answers(usageShape),
})

/** The longest that is answered at once. */
const MOST_DAYS = 10 * 366

/** What a contract's meter measured, or what stands in for it. */
export function usageApi({ db, now }: UsageApiDeps) {
  return apiOperations().openapi(usageRoute, async (c) => {
    const { start, end, resolution: asked } = c.req.valid('query')
    const contract = await askedContract(db, c, c.req.valid('param').id)
    const range = usageRange(contract, dayAt(now()), start, end)
    const resolution = asked === 'auto' ? (contract.meterType === 'smart' ? '15min' : 'month') : asked
    return streamJson<UsageShape>(
      c,
      usageJson(db, c.get('organizationId'), contract, { ...range, resolution }),
    )
  })
}

function usageRange({ meterType }: Contract, today: Day, start?: Day, end?: Day): { from: Day; to: Day } {
  const to = end ?? (start !== undefined && start >= today ? addDays(start, 1) : today)
  const from =
    start ?? (meterType === 'smart' ? addDays(to, -1) : firstDayOf(addMonths(monthOf(addDays(to, -1)), -11)))
  if (from >= to) throw badRequest('end', 'The end must lie after the start: it is not part of the range.')
  if (daysBetween(from, to) > MOST_DAYS) {
    throw badRequest('end', `At most ${MOST_DAYS} days are answered at once.`, 'too_big')
  }
  // An analog meter's days are estimated where nobody has read it, and those to come have no use yet.
  return { from, to: meterType === 'analog' && to > today ? today : to }
}

async function* usageJson(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  request: { from: Day; to: Day; resolution: WireResolution },
): AsyncGenerator<string> {
  const { resolution } = request
  const { meterType: meter_type } = contract
  if (meter_type === 'analog' || (resolution !== '15min' && resolution !== 'hour')) {
    const { items } = await seriesOf(db, organizationId, contract, request)
    yield usageHead({ meter_type, resolution }) + usageItems(items) + USAGE_END
    return
  }
  let text = usageHead({ meter_type, resolution })
  let separator = ''
  for await (const day of streamUsage(db, organizationId, contract, { ...request, resolution })) {
    yield text + separator + usageItems(day)
    text = ''
    separator = ','
  }
  yield text + USAGE_END
}
