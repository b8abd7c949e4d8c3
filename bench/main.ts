import { parseArgs } from 'node:util'
import { api } from './api.ts'
import { billing } from './billing.ts'
import { documents } from './documents.ts'
import { importing } from './import.ts'
import { describeMachine, machineLine } from './machine.ts'
import { openOwnDatabase } from './own-database.ts'
import type { RunSection, Section } from './section.ts'
import { pages } from './pages.ts'
import { printSection } from './print-section.ts'
import { quotes } from './quotes.ts'
import { signOn } from './sign-on.ts'
import { storage } from './storage.ts'

/** In the order in which a run without names takes them. */
const SECTIONS: Record<string, RunSection> = {
  'sign-on': signOn,
  storage,
  import: importing,
  billing,
  documents,
  pages,
  api,
  quotes,
}

const { values: options, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
})
// With --json standard output holds the report alone.
const say = (message: string) => process.stderr.write(`${message}\n`)

const unknown = positionals.filter((name) => !(name in SECTIONS))
if (unknown.length > 0) {
  say(`There is no section ${unknown.join(', ')}; these there are: ${Object.keys(SECTIONS).join(', ')}.`)
  process.exit(2)
}

const database = await openOwnDatabase(say)
// Ctrl-C must not leave the database running and its folder behind.
process.once('SIGINT', () => void database.close().finally(() => process.exit(130)))
const machine = describeMachine(database)
const sections: Record<string, Pick<Section, 'rows' | 'json'>> = {}
try {
  if (!options.json) process.stdout.write(`${machineLine(machine)}\n\n`)
  for (const [name, run] of Object.entries(SECTIONS)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    say(`Section ${name}`)
    const section = await run({ say, database })
    sections[name] = { rows: section.rows, json: section.json }
    if (!options.json) process.stdout.write(printSection(section))
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ machine, sections }, null, 2)}\n`)
} finally {
  await database.close()
}
