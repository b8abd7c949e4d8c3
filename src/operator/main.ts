#!/usr/bin/env node
import { Temporal } from 'temporal-polyfill'
import manifest from '../../package.json' with { type: 'json' }
import { type Config, loadConfig } from '../config.ts'
import { connect, type Connection } from './connect.ts'
import { run } from './run.ts'

const err = (text: string): void => void process.stderr.write(text)

let config: Config | undefined
const readConfig = (): Config => (config ??= loadConfig())

let opening: Promise<Connection> | undefined
const open = (): Promise<Connection> =>
  (opening ??= connect(readConfig(), (sentence) => err(`${sentence}\n`)))

process.exitCode = await run(process.argv.slice(2), {
  database: async () => (await open()).db,
  config: readConfig,
  version: manifest.version,
  now: () => Temporal.Now.instant(),
  out: (text) => void process.stdout.write(text),
  err,
})
// What could not be opened has been reported and closed already.
const opened = await opening?.catch(() => undefined)
await opened?.close()
