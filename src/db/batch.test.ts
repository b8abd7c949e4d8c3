import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { createBatch } from './batch.ts'

const dataError = (code: string) => Object.assign(new pg.DatabaseError('bad row', 0, 'error'), { code })
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

describe('createBatch', () => {
  it('answers each row with its own result', async () => {
    const submit = createBatch({
      lanes: 1,
      maxRows: 10,
      run: async (rows: readonly number[]) => rows.map((row) => row * 2),
    })
    expect(await Promise.all([1, 2, 3].map(submit))).toEqual([2, 4, 6])
  })

  it('runs a lone row at once and gathers what arrives meanwhile into the next statement', async () => {
    const sizes: number[] = []
    let release = () => {}
    const submit = createBatch({
      lanes: 1,
      maxRows: 100,
      run: async (rows: readonly number[]) => {
        sizes.push(rows.length)
        if (sizes.length === 1) await new Promise<void>((resolve) => (release = resolve))
        return rows
      },
    })
    const first = submit(1)
    await nextTurn()
    const rest = [2, 3, 4, 5].map(submit)
    await nextTurn()
    release()
    await Promise.all([first, ...rest])
    expect(sizes).toEqual([1, 4])
  })

  it('never runs more statements at once than it has lanes, nor larger ones than allowed', async () => {
    let running = 0
    let most = 0
    const sizes: number[] = []
    const submit = createBatch({
      lanes: 2,
      maxRows: 3,
      run: async (rows: readonly number[]) => {
        running += 1
        most = Math.max(most, running)
        sizes.push(rows.length)
        await nextTurn()
        running -= 1
        return rows
      },
    })
    await Promise.all(Array.from({ length: 20 }, (_, row) => submit(row)))
    expect(most).toBe(2)
    expect(Math.max(...sizes)).toBe(3)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(20)
  })

  it('lets a few rows wait for a large batch under way, and then runs them', async () => {
    const sizes: number[] = []
    const releases: (() => void)[] = []
    const submit = createBatch({
      lanes: 2,
      maxRows: 100,
      run: async (rows: readonly number[]) => {
        sizes.push(rows.length)
        await new Promise<void>((resolve) => releases.push(resolve))
        return rows
      },
    })
    const large = Array.from({ length: 10 }, (_, row) => submit(row))
    await nextTurn()
    const few = Array.from({ length: 4 }, (_, row) => submit(row))
    await nextTurn()
    expect(sizes).toEqual([10])
    const fifth = submit(5)
    await nextTurn()
    expect(sizes).toEqual([10, 5])
    for (const release of releases) release()
    await Promise.all([...large, ...few, fifth])
  })

  it('runs what waited as soon as the batch under way is done', async () => {
    const sizes: number[] = []
    const submit = createBatch({
      lanes: 2,
      maxRows: 100,
      run: async (rows: readonly number[]) => {
        sizes.push(rows.length)
        await nextTurn()
        await nextTurn()
        return rows
      },
    })
    const large = Array.from({ length: 10 }, (_, row) => submit(row))
    await nextTurn()
    await Promise.all([...large, submit(11)])
    expect(sizes).toEqual([10, 1])
  })

  it('isolates a row that the database refuses', async () => {
    const submit = createBatch({
      lanes: 1,
      maxRows: 10,
      run: async (rows: readonly number[]) => {
        if (rows.includes(13)) throw dataError('22001')
        return rows
      },
    })
    const settled = await Promise.allSettled([1, 13, 2].map(submit))
    expect(settled.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('does not run a batch again when the connection broke, because it may have committed', async () => {
    let runs = 0
    const submit = createBatch({
      lanes: 1,
      maxRows: 10,
      run: async () => {
        runs += 1
        throw new Error('Connection terminated unexpectedly')
      },
    })
    const settled = await Promise.allSettled([1, 2].map(submit))
    expect(settled.every((outcome) => outcome.status === 'rejected')).toBe(true)
    expect(runs).toBe(1)
  })
})
