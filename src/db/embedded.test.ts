import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmbedded, type EmbeddedServer } from './embedded.ts'
import { isAlive } from './processes.ts'
import { removeEmbedded } from './remove-embedded.ts'
import { claimDirectory } from './single-server.ts'

const asRoot = process.getuid?.() === 0
// PostgreSQL refuses to run as root.
const serverUid = asRoot
  ? Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }))
  : process.getuid?.()
const settings = { fsync: 'off' }

let dataDir: string
let said: string[]
let servers: EmbeddedServer[]
let processes: ChildProcess[]

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stromtor-embedded-'))
  await chmod(dataDir, 0o711)
  said = []
  servers = []
  processes = []
})

afterEach(async () => {
  for (const child of processes) child.kill('SIGKILL')
  await Promise.all(servers.map((server) => server.stop()))
  await rm(dataDir, { recursive: true, force: true })
})

async function start(directory = dataDir): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir: directory, log: (message) => said.push(message), settings })
  servers.push(server)
  return server
}

async function query(server: EmbeddedServer, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: server.connectionString })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** A process of its own that starts the database, serves from it and tells its address, until it is killed. */
async function startElsewhere(): Promise<{
  child: ChildProcess
  server: { connectionString: string; pid: number }
}> {
  const script = `
    import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))}
    import { claimDirectory } from ${JSON.stringify(join(import.meta.dirname, 'single-server.ts'))}
    const { connectionString } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log() {}, settings: { fsync: 'off' } })
    await claimDirectory(connectionString)
    console.log(connectionString)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  processes.push(child)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const connectionString = String(line)
  return { child, server: { connectionString, pid: await postmasterPid() } }
}

async function postmasterPid(location = join(dataDir, 'postgres')): Promise<number> {
  return Number((await readFile(join(location, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  while (await isAlive(pid)) await delay(10)
}

describe('a start', () => {
  it('creates a PostgreSQL 18 of UTF-8, durable unless told otherwise, and says so', async () => {
    const server = await startEmbedded({ dataDir, log: (message) => said.push(message) })
    servers.push(server)
    const [row] = await query(
      server,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
        current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone, lower('ÄÖÜ') as lower`,
    )
    expect(row).toEqual({ major: 18, fsync: 'on', encoding: 'UTF8', zone: 'UTC', lower: 'äöü' })
    expect(said).toEqual([`Creating the database in ${server.location}`])
    expect(server.adopted).toBe(false)
  })

  it('keeps the data over a restart, quietly', async () => {
    const first = await start()
    await query(first, 'create table note as select 42 as figure')
    await first.stop()
    said = []
    const second = await start()
    expect(await query(second, 'select figure from note')).toEqual([{ figure: 42 }])
    expect(said).toEqual([])
  })

  it('opens nothing but a loopback port, and that only to the password', async () => {
    const server = await start()
    const [row] = await query(
      server,
      `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
        (select string_agg(distinct auth_method, ',') from pg_hba_file_rules) as methods`,
    )
    expect(row).toEqual({ addresses: '127.0.0.1', sockets: '', methods: 'scram-sha-256' })
    const url = new URL(server.connectionString)
    url.password = 'guessed'
    const intruder = new Client({ connectionString: url.href })
    await expect(intruder.connect()).rejects.toThrow('password authentication failed')
  })

  it('keeps the password and the data from other accounts', async () => {
    const server = await start()
    const password = join(dataDir, 'postgres', 'password')
    const found = await stat(password)
    expect(found.mode & 0o777).toBe(0o600)
    expect(found.uid).toBe(process.getuid?.())
    expect((await readFile(password, 'utf8')).trim()).toBe(new URL(server.connectionString).password)
    expect((await stat(join(server.location, 'cluster'))).mode & 0o777).toBe(0o700)
    expect((await readdir(server.location)).toSorted()).toEqual(
      ['cluster', 'lock', 'password', 'server.log'].filter((name) => name !== 'lock'),
    )
  })

  it('runs the server under an unprivileged account', async () => {
    const server = await start()
    const { uid } = await stat(join(server.location, 'cluster'))
    expect(uid).toBe(serverUid)
  })

  it('finds a place that the account can enter when the data directory is closed to it', async () => {
    await chmod(dataDir, 0o700)
    const server = await start()
    try {
      const home = join(await realpath(dataDir), 'postgres')
      expect(server.location).toMatch(asRoot ? /^\/var\/lib\/stromtor\/[0-9a-f]{12}-[0-9a-f]{6}$/ : home)
      expect(said.filter((line) => line.includes('the database lives in'))).toHaveLength(asRoot ? 1 : 0)
      expect((await stat(join(server.location, 'cluster'))).uid).toBe(serverUid)
      expect((await stat(join(home, 'password'))).uid).toBe(process.getuid?.())
      await query(server, 'create table note as select 42 as figure')
      await server.stop()
      // Rights that change later must not make the data seem gone.
      await chmod(dataDir, 0o755)
      expect(await query(await start(), 'select figure from note')).toEqual([{ figure: 42 }])
    } finally {
      await Promise.all(servers.map((running) => running.stop()))
      if (asRoot) await rm(server.location, { recursive: true, force: true })
    }
  })

  it('makes again what a killed first start left half-made', async () => {
    const home = join(dataDir, 'postgres')
    await mkdir(join(home, 'cluster.new-0123', 'base'), { recursive: true })
    await chmod(home, 0o711)
    await mkdir(join(home, 'cluster', 'base'), { recursive: true })
    const server = await start()
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
    const names = await readdir(home)
    expect(names).not.toContain('cluster.new-0123')
    expect(names.filter((name) => name.startsWith('cluster.unfinished-'))).toHaveLength(1)
  })

  it('says in one sentence that a cluster is of another version', async () => {
    const server = await start()
    await server.stop()
    await writeFile(join(server.location, 'cluster', 'PG_VERSION'), '17\n')
    await expect(start()).rejects.toThrow(
      /^The database in .+ was made by PostgreSQL 17 and this version of Stromtor brings PostgreSQL 18: [^.]+\.$/,
    )
  })

  it('says in one sentence that the password file is not the one of the cluster', async () => {
    const server = await start()
    await server.stop()
    await rename(join(dataDir, 'postgres', 'password'), join(dataDir, 'postgres', 'kept'))
    await expect(start()).rejects.toThrow(
      /^The database in .+ does not accept the password in .+\/password: [^.]+\.$/,
    )
  })

  it('tells when the server is gone', async () => {
    const server = await start()
    process.kill(await postmasterPid(), 'SIGKILL')
    await expect(server.died).resolves.toBeUndefined()
  })
})

describe('after kill -9', () => {
  it('of our process, the next start adopts the server it left running', async () => {
    const { child, server } = await startElsewhere()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await isAlive(server.pid)).toBe(true)
    const adopted = await start()
    expect(adopted.adopted).toBe(true)
    expect(adopted.connectionString).toBe(server.connectionString)
    const claim = await claimDirectory(adopted.connectionString)
    expect(claim).not.toBeNull()
    await claim?.release()
    await adopted.stop()
    expect(await isAlive(server.pid)).toBe(false)
  })

  it('of the server, the next start recovers what was committed', async () => {
    const first = await start()
    await query(first, 'create table note as select 42 as figure')
    await kill(await postmasterPid())
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(await query(second, 'select figure from note')).toEqual([{ figure: 42 }])
  })

  it('of both, the next start comes up', async () => {
    const { child, server } = await startElsewhere()
    child.kill('SIGKILL')
    await kill(server.pid)
    expect((await start()).adopted).toBe(false)
  })

  it('is not misled by another program that now has the process id', async () => {
    const first = await start()
    await kill(await postmasterPid())
    const other = spawn('sleep', ['60'], { stdio: 'ignore' })
    processes.push(other)
    const pidFile = join(first.location, 'cluster', 'postmaster.pid')
    const text = await readFile(pidFile, 'utf8')
    await writeFile(pidFile, text.replace(/^\d+/, String(other.pid)))
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(other.exitCode).toBeNull()
  })

  it('takes over the lock of a start that was killed, also when its process id was given away', async () => {
    await mkdir(join(dataDir, 'postgres'), { mode: 0o711 })
    await writeFile(join(dataDir, 'postgres', 'lock'), JSON.stringify({ pid: process.pid, startTime: '1' }))
    expect((await start()).adopted).toBe(false)
  })
})

describe('two at once', () => {
  it('first starts make one database between them', async () => {
    const both = await Promise.all([start(), start(), start()])
    expect(new Set(both.map((server) => server.connectionString)).size).toBe(1)
    expect(both.filter((server) => server.adopted)).toHaveLength(2)
    expect(said.filter((line) => line.startsWith('Creating'))).toHaveLength(1)
  })

  it('only one serves, until it is killed', async () => {
    const { child } = await startElsewhere()
    const server = await start()
    expect(server.adopted).toBe(true)
    expect(await claimDirectory(server.connectionString)).toBeNull()
    child.kill('SIGKILL')
    const claim = await claimDirectory(server.connectionString)
    expect(claim).not.toBeNull()
    await claim?.release()
  })
})

describe('removing it', () => {
  it('is refused while a process serves, stops what a killed one left, and leaves nothing', async () => {
    const { child, server } = await startElsewhere()
    await expect(removeEmbedded(dataDir)).rejects.toThrow(/^Stromtor is running on .+: stop it first\.$/)
    expect(await isAlive(server.pid)).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await removeEmbedded(dataDir)).toBe(join(await realpath(dataDir), 'postgres'))
    expect(await isAlive(server.pid)).toBe(false)
    expect(await readdir(dataDir)).toEqual([])
  })

  it('finds the place where the account can enter', async () => {
    await chmod(dataDir, 0o700)
    const server = await start()
    await server.stop()
    expect(await removeEmbedded(dataDir)).toBe(server.location)
    await expect(stat(server.location)).rejects.toThrow('ENOENT')
  })
})
