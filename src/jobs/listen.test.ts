import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { createLog } from '../http/log.ts'
import { listen } from './listen.ts'

const log = createLog({ level: 'silent' })

async function open(onNotice: () => void = () => undefined) {
  const { pool, connectionString } = await testDatabase()
  return { pool, listener: listen({ connectionString, channel: 'testing', onNotice, log }) }
}

test('hears what is announced, and nothing after it was closed', async () => {
  let heard = 0
  const { pool, listener } = await open(() => {
    heard += 1
  })
  await expect.poll(() => heard).toBe(1)
  await pool.query('notify testing')
  await expect.poll(() => heard).toBe(2)
  await listener.close()
  await pool.query('notify testing')
  await delay(50)
  expect(heard).toBe(2)
})

test('is closed while it connects as well, at whatever moment', async () => {
  for (const afterMs of [null, 0, 1, 2, 3, 5, 8, 13]) {
    const { listener } = await open()
    // At once: before there is a connection to say good-bye on.
    if (afterMs !== null) await delay(afterMs)
    const closed = await Promise.race([listener.close().then(() => true), delay(5000, false, { ref: false })])
    expect([afterMs, closed]).toEqual([afterMs, true])
  }
})
