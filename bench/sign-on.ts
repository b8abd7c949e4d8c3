import { join } from 'node:path'
import { BARE_CONNECTIONS, bareConsume, bareInsert } from './bare-statements.ts'
import { createLoadGenerator, type LoadGenerator } from './load.ts'
import { type Measured, median, typical } from './measured.ts'
import { residentMb } from './memory.ts'
import { count, type BenchContext, type Section } from './section.ts'
import { judge, type Report, table } from './sign-on-report.ts'
import { createWorld, freshTokens, mintOverHttp, redeemOverHttp, type World } from './world.ts'

/** The ones that are judged come first, next to the bare statement of their round. */
const CONNECTIONS = [64, 16, 1]
const ROUNDS = 5
const PHASE_MS = 2000
const SIZE_ROUNDS = 15
const WARM_UP_MS = 3000
const SIZE_PHASE = { connections: 16, milliseconds: 700 }
const [FEW, MANY] = [1000, 1_000_000]

type Say = BenchContext['say']

/** Mint and redeem over HTTP against the bare statements on the same database. */
export async function signOn({ say, database }: BenchContext): Promise<Section> {
  const load = createLoadGenerator()
  const worlds: World[] = []
  const addWorld = async (slug: string, customers: number): Promise<World> => {
    say(`Making a database with ${count(customers)} customers`)
    const world = await createWorld({
      connectionString: await database.create(slug),
      dataDir: join(database.directory, slug),
      slug,
      customers,
    })
    worlds.push(world)
    return world
  }
  try {
    const world = await addWorld('main', FEW)
    say('Warming up')
    await mintOverHttp(load, world, { connections: 64, milliseconds: WARM_UP_MS })
    await redeemOverHttp(load, world, { connections: 64, milliseconds: WARM_UP_MS })
    const figures = await measureSignOn(say, load, world)
    const memoryMb = await residentMb(world.server.pid)
    // Both new, so that they differ in nothing but their customers.
    const [few, many] = [await addWorld('few', FEW), await addWorld('many', MANY)]
    const size = await measureSize(say, load, few, many)
    const report: Report = {
      ...figures,
      memoryMb,
      customers: { few: FEW, many: MANY, ...size },
    }
    const rows = judge(report)
    return { title: 'Sign-on', table: table(report), rows, json: report }
  } finally {
    load.close()
    await Promise.all(worlds.map((world) => world.server.stop()))
  }
}

/**
 * Bare statement and product take turns, so that whatever else the machine does meets both; each figure is the median of
 * its rounds, each ratio the median of the ratios within a round.
 */
async function measureSignOn(
  say: Say,
  load: LoadGenerator,
  world: World,
): Promise<Pick<Report, 'bare' | 'mint' | 'redeem'>> {
  const bare = { insert: [] as Measured[], consume: [] as Measured[] }
  const mint = CONNECTIONS.map((connections) => ({
    connections,
    rounds: [] as Measured[],
    ratios: [] as number[],
  }))
  const redeem = structuredClone(mint)
  for (let round = 1; round <= ROUNDS; round += 1) {
    say(`Round ${round} of ${ROUNDS}`)
    const insert = await bareInsert({ ...world, milliseconds: PHASE_MS })
    bare.insert.push(insert)
    for (const row of mint) {
      const result = await mintOverHttp(load, world, { connections: row.connections, milliseconds: PHASE_MS })
      row.rounds.push(result)
      row.ratios.push(result.perSecond / insert.perSecond)
    }
    const tokens = await freshTokens(world, { connections: BARE_CONNECTIONS, milliseconds: PHASE_MS })
    const consume = await bareConsume({ ...world, milliseconds: PHASE_MS }, tokens)
    bare.consume.push(consume)
    for (const row of redeem) {
      const result = await redeemOverHttp(load, world, {
        connections: row.connections,
        milliseconds: PHASE_MS,
      })
      row.rounds.push(result)
      row.ratios.push(result.perSecond / consume.perSecond)
    }
  }
  const settle = (rows: typeof mint) =>
    rows.map(({ connections, rounds, ratios }) => ({
      connections,
      ...typical(rounds),
      ratio: median(ratios),
    }))
  return {
    bare: { insert: typical(bare.insert), consume: typical(bare.consume) },
    mint: settle(mint),
    redeem: settle(redeem),
  }
}

/** Mint time with many customers against few, in turns; the ratio is the median of the ratios within a round. */
async function measureSize(say: Say, load: LoadGenerator, few: World, many: World) {
  const rounds: { fewMs: number; manyMs: number }[] = []
  say('Few and many customers in turns')
  for (const world of [few, many])
    await mintOverHttp(load, world, { ...SIZE_PHASE, milliseconds: WARM_UP_MS })
  for (let round = 0; round < SIZE_ROUNDS; round += 1) {
    const { p50: fewMs } = await mintOverHttp(load, few, SIZE_PHASE)
    const { p50: manyMs } = await mintOverHttp(load, many, SIZE_PHASE)
    rounds.push({ fewMs, manyMs })
  }
  return {
    fewMs: median(rounds.map(({ fewMs }) => fewMs)),
    manyMs: median(rounds.map(({ manyMs }) => manyMs)),
    ratio: median(rounds.map(({ fewMs, manyMs }) => manyMs / fewMs)),
  }
}
