// What the browser tests click through: the real product in a demo world of its own, which goes with it.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { serve } from './serve.mjs'
import { giveUp, setUp } from './setup.mjs'

try {
  await setUp()
  await ensureBuilt()
  const dataDir = makeDataDir(process.env.BROWSER_DATA_DIR)
  // As root the database runs under another account, which must be able to enter.
  chmodSync(dataDir, 0o711)
  const { DATABASE_URL: _, NODE_ENV: __, ...env } = process.env
  process.exitCode = await serve({ env: { ...env, DATA_DIR: dataDir } })
  rmSync(dataDir, { recursive: true, force: true })
} catch (error) {
  giveUp(error)
}

/** A new folder always, since it is deleted in the end: one that exists is refused. */
function makeDataDir(wanted) {
  if (!wanted) return mkdtempSync(join(tmpdir(), 'stromtor-browser-'))
  mkdirSync(wanted)
  return wanted
}
