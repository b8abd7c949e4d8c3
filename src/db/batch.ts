import pg from 'pg'

export interface BatchOptions<Row, Result> {
  /** How many statements may be under way at once. */
  lanes: number
  /** How many rows one statement takes at the most. */
  maxRows: number
  /** Runs one multi-row statement; answers one result for each row, in the rows' order, after its commit. */
  run: (rows: readonly Row[]) => Promise<readonly Result[]>
}

interface Waiting<Row, Result> {
  row: Row
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/**
 * Turns concurrent single-row writes into few multi-row statements. Arrivals queue up while statements are under way; the
 * next one takes all of them at once, as soon as a lane is free and they are at least half as many as the rows under way:
 * a crumb beside a large batch would cost a commit of its own and hardly save its rows any time. Nothing waits on a timer: a
 * lone row runs at once, and the busier the server, the larger its batches and the fewer its commits. A caller hears back only
 * after its batch has committed.
 */
export function createBatch<Row, Result>({ lanes, maxRows, run }: BatchOptions<Row, Result>) {
  let queue: Waiting<Row, Result>[] = []
  let busy = 0
  let rowsUnderWay = 0
  let isDue = false

  /** A turn of the event loop later, so that requests read from their sockets together share a statement. */
  function pumpSoon(): void {
    if (isDue) return
    isDue = true
    setImmediate(() => {
      isDue = false
      pump()
    })
  }

  function pump(): void {
    while (busy < lanes && queue.length > 0 && queue.length >= rowsUnderWay / 2) {
      const batch = queue.slice(0, maxRows)
      queue = queue.slice(maxRows)
      busy += 1
      rowsUnderWay += batch.length
      void settle(batch).finally(() => {
        busy -= 1
        rowsUnderWay -= batch.length
        pumpSoon()
      })
    }
  }

  async function settle(batch: readonly Waiting<Row, Result>[]): Promise<void> {
    try {
      const results = await run(batch.map((waiting) => waiting.row))
      if (results.length !== batch.length)
        throw new Error('A batch answered another number of rows than it was given.')
      for (const [index, waiting] of batch.entries()) waiting.resolve(results[index] as Result)
    } catch (error) {
      if (batch.length > 1 && leftNothingBehind(error)) {
        // One bad row must not fail its neighbours: each gets its own statement, and only the bad one its error.
        for (const waiting of batch) await settle([waiting])
      } else {
        for (const waiting of batch) waiting.reject(error)
      }
    }
  }

  return (row: Row): Promise<Result> =>
    new Promise((resolve, reject) => {
      queue.push({ row, resolve, reject })
      pumpSoon()
    })
}

/**
 * An error that the server itself raised (and so rolled the statement back) because of data, a constraint or a deadlock.
 * After a lost connection nobody knows whether the commit happened: such a batch is never run again.
 */
function leftNothingBehind(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(22|23|40)/.test(error.code ?? '')
}
