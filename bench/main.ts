import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bareConsume, bareInsert } from './bare-statements.ts'
import { createLoadGenerator, type LoadGenerator } from './load.ts'
import { type Measured, median, typical } from './measured.ts'
import { residentMb } from './memory.ts'
import { openOwnDatabase, type OwnDatabase } from './own-database.ts'
import { judge, print, type Report } from './report.ts'
import { createWorld, freshTokens, mintOverHttp, redeemOverHttp, type World } from './sign-on.ts'

const CONNECTIONS = [1, 16, 64]
const ROUNDS = 3
const PHASE_MS = 3000
const SIZE_ROUNDS = 6
const SIZE_PHASE_MS = 2000
const SIZE_CONNECTIONS = 16
const [FEW, MANY] = [1000, 1_000_000]

const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
// With --json standard output holds the report alone.
const say = (message: string) => process.stderr.write(`${message}\n`)

const database = await openOwnDatabase(say)
const load = createLoadGenerator()
const worlds: World[] = []
try {
  const few = await addWorld(database, 'few', FEW)
  say('Warming up')
  await mintOverHttp(load, few, { connections: 64, milliseconds: PHASE_MS })
  await redeemOverHttp(load, few, { connections: 64, milliseconds: PHASE_MS })
  const signOn = await measureSignOn(load, few)
  const memoryMb = await residentMb(few.server.pid)
  const size = await measureSize(load, few, await addWorld(database, 'many', MANY))
  const report: Report = {
    machine: {
      cores: cpus().length,
      processor: cpus()[0]?.model ?? '',
      node: process.version,
      postgresql: database.version,
    },
    ...signOn,
    memoryMb,
    customers: { few: FEW, many: MANY, ...size },
  }
  print(report, judge(report), options.json)
} finally {
  load.close()
  await Promise.all(worlds.map((world) => world.server.stop()))
  await database.close()
}

async function addWorld({ create, directory }: OwnDatabase, slug: string, customers: number): Promise<World> {
  say(`Making a database with ${customers.toLocaleString('en')} customers`)
  const world = await createWorld({
    connectionString: await create(slug),
    dataDir: join(directory, slug),
    slug,
    customers,
  })
  worlds.push(world)
  return world
}

/**
 * Bare statement and product take turns, so that whatever else the machine does meets both; each figure is the median of
 * its rounds, each ratio the median of the ratios within a round.
 */
async function measureSignOn(
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
    const consume = await bareConsume(
      { ...world, milliseconds: PHASE_MS },
      await freshTokens(world, { milliseconds: PHASE_MS }),
    )
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

/** Mint time with many customers against few, in turns. */
async function measureSize(
  load: LoadGenerator,
  few: World,
  many: World,
): Promise<{ fewMs: number; manyMs: number }> {
  const phase = { connections: SIZE_CONNECTIONS, milliseconds: SIZE_PHASE_MS }
  const times = { few: [] as number[], many: [] as number[] }
  say('Few and many customers in turns')
  await mintOverHttp(load, many, phase)
  for (let round = 0; round < SIZE_ROUNDS; round += 1) {
    times.few.push((await mintOverHttp(load, few, phase)).p50)
    times.many.push((await mintOverHttp(load, many, phase)).p50)
  }
  return { fewMs: median(times.few), manyMs: median(times.many) }
}
