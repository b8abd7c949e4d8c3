// npm run bench: set-up, build, then the measurements of bench/main.ts under Node 24.
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { YOUNG_HEAP } from './serve.mjs'
import { giveUp, NODE, ROOT, run, setUp } from './setup.mjs'

try {
  await setUp()
  await ensureBuilt()
  // Sections without a socket run in this very process: its heap is the server's.
  await run(NODE, [YOUNG_HEAP, '--import', 'tsx', join(ROOT, 'bench', 'main.ts'), ...process.argv.slice(2)])
} catch (error) {
  giveUp(error)
}
