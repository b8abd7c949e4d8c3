// npm start: set-up, build, then the product until Ctrl-C.
import { ensureBuilt } from './build.mjs'
import { serve } from './serve.mjs'
import { giveUp, setUp } from './setup.mjs'

function showWhatToClick({ port, partnerPort }) {
  process.stdout.write(`
Stromtor is running. Ctrl-C stops everything.

  The partner's app   http://localhost:${partnerPort}   sign in as anna@example.com, password demo
  Her portal          http://sonnwerk.localhost:${port}
  Mails it sent       http://localhost:${port}/demo/inbox
  API                 http://localhost:${port}   client demo, secret demo-secret

`)
}

try {
  await setUp()
  await ensureBuilt()
  process.exitCode = await serve({ onReady: showWhatToClick })
} catch (error) {
  giveUp(error)
}
