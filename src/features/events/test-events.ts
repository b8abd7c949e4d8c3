import type { Retailer } from '../subscriptions/test-contracts.ts'

type World = Pick<Retailer, 'db' | 'organizationId'>

/** What the organisation has been told, in the order of it: the topic and the ids. */
export async function toldOf({ db, organizationId }: World): Promise<[string, unknown][]> {
  const events = await db
    .selectFrom('events')
    .select(['topic', 'context'])
    .where('organization_id', '=', organizationId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return events.map(({ topic, context }) => [topic, context])
}

export const topicsOf = async (world: World): Promise<string[]> =>
  (await toldOf(world)).map(([topic]) => topic)
