// npm run demo:reset: deletes the embedded database, so that the next start makes the demo world afresh.
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { giveUp, NODE, ROOT, run, say, setUp } from './setup.mjs'

try {
  if (process.env.DATABASE_URL || process.env.NODE_ENV === 'production') {
    throw new Error(
      'This is no demo: demo:reset deletes nothing while DATABASE_URL is set or NODE_ENV is production.',
    )
  }
  await setUp()
  if (Number.parseInt(process.versions.node, 10) < 24) {
    // The deletion is the product's own code, in TypeScript, which the pinned Node reads as it is.
    await run(NODE, [fileURLToPath(import.meta.url)])
  } else {
    const { removeEmbedded } = await import('../src/db/remove-embedded.ts')
    say(`Deleted the database in ${await removeEmbedded(resolve(ROOT, process.env.DATA_DIR || 'data'))}`)
  }
} catch (error) {
  giveUp(error)
}
