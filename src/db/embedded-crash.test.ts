import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { EmbeddedDirectory, kill, query } from '../../tests/support/embedded-directory.ts'
import { isAlive } from './processes.ts'
import { claimDirectory } from './single-server.ts'

let directory: EmbeddedDirectory

beforeAll(async () => {
  directory = await EmbeddedDirectory.create()
})

afterEach(() => directory.stopAll())

afterAll(() => directory.remove())

describe('after kill -9', () => {
  it('of our process, the next start adopts the server it left running', async () => {
    const { child, ...server } = await directory.startElsewhere()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await isAlive(server.pid)).toBe(true)
    const adopted = await directory.start()
    expect(adopted.adopted).toBe(true)
    expect(adopted.connectionString).toBe(server.connectionString)
    const claim = await claimDirectory(adopted.connectionString)
    expect(claim).not.toBeNull()
    await claim?.release()
    await adopted.stop()
    expect(await isAlive(server.pid)).toBe(false)
  })

  it('of the server, the next start recovers what was committed', async () => {
    const first = await directory.start()
    await query(first, 'create table note_recovered as select 42 as figure')
    await kill(await directory.postmasterPid())
    const second = await directory.start()
    expect(second.adopted).toBe(false)
    expect(await query(second, 'select figure from note_recovered')).toEqual([{ figure: 42 }])
  })

  it('of both, the next start comes up', async () => {
    const { child, ...server } = await directory.startElsewhere()
    child.kill('SIGKILL')
    await kill(server.pid)
    expect((await directory.start()).adopted).toBe(false)
  })

  it('is not misled by another program that now has the process id', async () => {
    const first = await directory.start()
    await kill(await directory.postmasterPid())
    const other = spawn('sleep', ['60'], { stdio: 'ignore' })
    const pidFile = join(first.location, 'cluster', 'postmaster.pid')
    const text = await readFile(pidFile, 'utf8')
    await writeFile(pidFile, text.replace(/^\d+/, String(other.pid)))
    const second = await directory.start()
    expect(second.adopted).toBe(false)
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(other.exitCode).toBeNull()
    other.kill()
  })

  it('takes over the lock of a start that was killed, also when its process id was given away', async () => {
    await (await directory.start()).stop()
    await writeFile(
      join(directory.path, 'postgres', 'lock'),
      JSON.stringify({ pid: process.pid, startTime: '1' }),
    )
    expect((await directory.start()).adopted).toBe(false)
  })
})

describe('two at once', () => {
  it('first starts make one database between them', async () => {
    const own = await EmbeddedDirectory.create()
    const both = await Promise.all([own.start(), own.start(), own.start()])
    expect(new Set(both.map((server) => server.connectionString)).size).toBe(1)
    expect(both.filter((server) => server.adopted)).toHaveLength(2)
    expect(own.said.filter((line) => line.startsWith('Creating'))).toHaveLength(1)
    await own.remove()
  })

  it('only one serves, until it is killed', async () => {
    const { child } = await directory.startElsewhere()
    const server = await directory.start()
    expect(server.adopted).toBe(true)
    expect(await claimDirectory(server.connectionString)).toBeNull()
    child.kill('SIGKILL')
    const claim = await claimDirectory(server.connectionString)
    expect(claim).not.toBeNull()
    await claim?.release()
  })
})
