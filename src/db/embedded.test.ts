import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { EmbeddedDirectory, query } from '../../tests/support/embedded-directory.ts'
import { isAlive } from './processes.ts'
import { removeEmbedded } from './remove-embedded.ts'

const asRoot = process.getuid?.() === 0
// PostgreSQL refuses to run as root.
const serverUid = asRoot
  ? Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }))
  : process.getuid?.()

let directory: EmbeddedDirectory
const fresh: EmbeddedDirectory[] = []

beforeAll(async () => {
  directory = await EmbeddedDirectory.create()
})

afterEach(async () => {
  await directory.stopAll()
  for (const each of fresh.splice(0)) await each.remove()
})

afterAll(() => directory.remove())

/** For a test about the first start, which costs more than all later ones together. */
async function freshDirectory(): Promise<EmbeddedDirectory> {
  const created = await EmbeddedDirectory.create()
  fresh.push(created)
  return created
}

describe('a start', () => {
  it('creates a PostgreSQL 18 of UTF-8, durable unless told otherwise, and says so', async () => {
    const own = await freshDirectory()
    const server = await own.start({ durable: true })
    const [row] = await query(
      server,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
        current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone, lower('ÄÖÜ') as lower`,
    )
    expect(row).toEqual({ major: 18, fsync: 'on', encoding: 'UTF8', zone: 'UTC', lower: 'äöü' })
    expect(own.said).toEqual([`Creating the database in ${server.location}`])
    expect(server.adopted).toBe(false)
  })

  it('keeps the data over a restart, quietly', async () => {
    const first = await directory.start()
    await query(first, 'create table note_kept as select 42 as figure')
    await first.stop()
    directory.said.length = 0
    const second = await directory.start()
    expect(await query(second, 'select figure from note_kept')).toEqual([{ figure: 42 }])
    expect(directory.said).toEqual([])
  })

  it('opens nothing but a loopback port, and that only to the password', async () => {
    const server = await directory.start()
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
    const server = await directory.start()
    const password = join(directory.path, 'postgres', 'password')
    const found = await stat(password)
    expect(found.mode & 0o777).toBe(0o600)
    expect(found.uid).toBe(process.getuid?.())
    expect((await readFile(password, 'utf8')).trim()).toBe(new URL(server.connectionString).password)
    expect((await stat(join(server.location, 'cluster'))).mode & 0o777).toBe(0o700)
    expect((await readdir(server.location)).toSorted()).toEqual(['cluster', 'password', 'server.log'])
  })

  it('runs the server under an unprivileged account', async () => {
    const server = await directory.start()
    const { uid } = await stat(join(server.location, 'cluster'))
    expect(uid).toBe(serverUid)
  })

  it('finds a place that the account can enter when the data directory is closed to it', async () => {
    const own = await freshDirectory()
    await chmod(own.path, 0o700)
    const server = await own.start()
    const home = join(await realpath(own.path), 'postgres')
    expect(server.location).toMatch(asRoot ? /^\/var\/lib\/stromtor\/[0-9a-f]{12}-[0-9a-f]{6}$/ : home)
    expect(own.said.filter((line) => line.includes('the database lives in'))).toHaveLength(asRoot ? 1 : 0)
    expect((await stat(join(server.location, 'cluster'))).uid).toBe(serverUid)
    expect((await stat(join(home, 'password'))).uid).toBe(process.getuid?.())
    await query(server, 'create table note as select 42 as figure')
    await server.stop()
    // Rights that change later must not make the data seem gone.
    await chmod(own.path, 0o755)
    own.said.length = 0
    expect(await query(await own.start(), 'select figure from note')).toEqual([{ figure: 42 }])
    expect(own.said.filter((line) => line.includes(`lives in ${server.location}`))).toHaveLength(
      asRoot ? 1 : 0,
    )
  })

  it('makes again what a killed first start left half-made', async () => {
    const own = await freshDirectory()
    const home = join(own.path, 'postgres')
    await mkdir(join(home, 'cluster.new-0123', 'base'), { recursive: true })
    await chmod(home, 0o711)
    await mkdir(join(home, 'cluster', 'base'), { recursive: true })
    const server = await own.start()
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
    const names = await readdir(home)
    expect(names).not.toContain('cluster.new-0123')
    expect(names.filter((name) => name.startsWith('cluster.unfinished-'))).toHaveLength(1)
  })

  it('says in one sentence that a cluster is of another version', async () => {
    const server = await directory.start()
    await server.stop()
    await writeFile(join(server.location, 'cluster', 'PG_VERSION'), '17\n')
    await expect(directory.start()).rejects.toThrow(
      /^The database in .+ was made by PostgreSQL 17 and this version of Stromtor brings PostgreSQL 18: [^.]+\.$/,
    )
    await writeFile(join(server.location, 'cluster', 'PG_VERSION'), '18\n')
  })

  it('says in one sentence that the password file is not the one of the cluster', async () => {
    const server = await directory.start()
    await server.stop()
    await rename(join(directory.path, 'postgres', 'password'), join(directory.path, 'postgres', 'kept'))
    await expect(directory.start()).rejects.toThrow(
      /^The database in .+ does not accept the password in .+\/password: [^.]+\.$/,
    )
    await rename(join(directory.path, 'postgres', 'kept'), join(directory.path, 'postgres', 'password'))
  })

  it('tells when the server is gone', async () => {
    const server = await directory.start()
    process.kill(await directory.postmasterPid(), 'SIGKILL')
    await expect(server.died).resolves.toBeUndefined()
  })
})

describe('removing it', () => {
  it('is refused while a process serves, stops what a killed one left, and leaves nothing', async () => {
    const own = await freshDirectory()
    const { child, ...server } = await own.startElsewhere()
    await expect(removeEmbedded(own.path)).rejects.toThrow(/^Stromtor is running on .+: stop it first\.$/)
    expect(await isAlive(server.pid)).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await removeEmbedded(own.path)).toBe(join(await realpath(own.path), 'postgres'))
    expect(await isAlive(server.pid)).toBe(false)
    expect(await readdir(own.path)).toEqual([])
  })

  it('finds the place where the account can enter', async () => {
    const own = await freshDirectory()
    await chmod(own.path, 0o700)
    const server = await own.start()
    await server.stop()
    expect(await removeEmbedded(own.path)).toBe(server.location)
    await expect(stat(server.location)).rejects.toThrow('ENOENT')
  })
})
