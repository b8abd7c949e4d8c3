import { createDatabase, createPool } from '../src/db/database.ts'
import { type RunningServer, startServer } from '../tests/support/running-server.ts'
import { accessToken, createTenant, type Tenant } from '../tests/support/tenant.ts'
import { addCustomers } from './customers.ts'
import { addLinks } from './links.ts'
import type { LoadGenerator } from './load.ts'
import type { Measured } from './measured.ts'

/** More than one connection opens or consumes in a second, and than all of them do; what is left over does no harm. */
const LINKS_PER_SECOND = { aConnection: 2500, atMost: 40_000 }

/** A running product on a database of its own with so many customers. */
export interface World {
  connectionString: string
  tenant: Tenant
  customers: number
  server: RunningServer
  token: string
}

export async function createWorld(options: {
  connectionString: string
  dataDir: string
  slug: string
  customers: number
}): Promise<World> {
  const { connectionString, dataDir, slug, customers } = options
  const pool = createPool({ connectionString, max: 1 })
  const tenant = await createTenant(createDatabase(pool), slug).finally(() => pool.end())
  await addCustomers(connectionString, tenant, customers)
  const server = await startServer({ dataDir, environment: { DATABASE_URL: connectionString } })
  return { connectionString, tenant, customers, server, token: await accessToken(server, tenant) }
}

export interface Phase {
  connections: number
  milliseconds: number
}

export function mintOverHttp(load: LoadGenerator, world: World, phase: Phase): Promise<Measured> {
  const { server, token, customers } = world
  return load.run({
    ...phase,
    port: server.port,
    host: server.apiHost,
    requests: { kind: 'mint', accessToken: token, customers },
  })
}

export async function redeemOverHttp(load: LoadGenerator, world: World, phase: Phase): Promise<Measured> {
  const { server, tenant } = world
  return load.run({
    ...phase,
    port: server.port,
    host: server.portalHost(tenant.slug),
    requests: { kind: 'redeem', tokens: await freshTokens(world, phase) },
  })
}

export function freshTokens(
  { connectionString, tenant, customers }: World,
  { connections, milliseconds }: Phase,
): Promise<string[]> {
  const perSecond = Math.min(connections * LINKS_PER_SECOND.aConnection, LINKS_PER_SECOND.atMost)
  return addLinks(connectionString, tenant, {
    count: Math.ceil((perSecond * milliseconds) / 1000),
    customers,
  })
}
