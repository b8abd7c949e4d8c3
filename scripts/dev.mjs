// npm run dev: npm start, again after every change of a source.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { giveUp, NODE, ROOT, say, setUp } from './setup.mjs'

const SOURCES = ['src', 'sdk/src', 'examples/partner-app/src']

try {
  await setUp()
  let child
  const state = { isStopping: false }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      state.isStopping = true
      child?.kill('SIGTERM')
    })
  }
  const changes = SOURCES.map((source) => watch(join(ROOT, source), { recursive: true }))
  while (!state.isStopping) {
    // Its own process group: Ctrl-C reaches us alone, who tell it once.
    child = spawn(NODE, [join(ROOT, 'scripts', 'start.mjs')], {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    })
    const ended = once(child, 'exit')
    // After a failed build or start the next change is the next try.
    const changed = Promise.race(changes.map((watcher) => once(watcher, 'change')))
    await Promise.race([changed, ended.then(() => (state.isStopping ? undefined : changed))])
    // An editor saves several files at once.
    await delay(100)
    child.kill('SIGTERM')
    await ended
    if (!state.isStopping) say('\nA source changed: starting again.')
  }
  for (const watcher of changes) watcher.close()
} catch (error) {
  giveUp(error)
}
