import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbedded, type EmbeddedServer } from '../../src/db/embedded.ts'
import { isAlive } from '../../src/db/processes.ts'
import { removeEmbedded } from '../../src/db/remove-embedded.ts'

const SOURCES = join(import.meta.dirname, '../../src/db')
const settings = { fsync: 'off' }

/** A data directory for tests of the embedded database, with what was started in it. */
export class EmbeddedDirectory {
  readonly path: string
  /** What the starts said, in the order they said it. */
  readonly said: string[] = []
  readonly #servers: EmbeddedServer[] = []
  readonly #processes: ChildProcess[] = []

  constructor(path: string) {
    this.path = path
  }

  /** One that the database's account can enter, unless it is closed afterwards. */
  static async create(): Promise<EmbeddedDirectory> {
    const path = await mkdtemp(join(tmpdir(), 'stromtor-embedded-'))
    await chmod(path, 0o711)
    return new EmbeddedDirectory(path)
  }

  async start({ durable = false } = {}): Promise<EmbeddedServer> {
    const server = await startEmbedded({
      dataDir: this.path,
      log: (message) => this.said.push(message),
      settings: durable ? {} : settings,
    })
    this.#servers.push(server)
    return server
  }

  /** A process of its own that starts the database and serves from it, until it is killed. */
  async startElsewhere(): Promise<{ child: ChildProcess; connectionString: string; pid: number }> {
    const script = `
      import { startEmbedded } from ${JSON.stringify(join(SOURCES, 'embedded.ts'))}
      import { claimDirectory } from ${JSON.stringify(join(SOURCES, 'single-server.ts'))}
      const { connectionString } = await startEmbedded({
        dataDir: ${JSON.stringify(this.path)}, log() {}, settings: ${JSON.stringify(settings)} })
      await claimDirectory(connectionString)
      console.log(connectionString)
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#processes.push(child)
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    return { child, connectionString: String(line), pid: await this.postmasterPid() }
  }

  async postmasterPid(): Promise<number> {
    return Number((await readFile(join(this.path, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0])
  }

  async stopAll(): Promise<void> {
    for (const child of this.#processes.splice(0)) child.kill('SIGKILL')
    await Promise.all(this.#servers.splice(0).map((server) => server.stop()))
    this.said.length = 0
  }

  async remove(): Promise<void> {
    await this.stopAll()
    await removeEmbedded(this.path)
    await rm(this.path, { recursive: true, force: true })
  }
}

export async function query(server: EmbeddedServer, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: server.connectionString })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** `kill -9`, over when the process is gone. */
export async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  while (await isAlive(pid)) await delay(10)
}
