import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createDatabase, createPool } from '../src/db/database.ts'
import { exampleLoadProfile } from '../src/features/meter-values/example-load-profile.ts'
import { createTenant, type Tenant } from '../tests/support/tenant.ts'
import { residentMb } from './memory.ts'
import { query } from './own-database.ts'
import { type BenchContext, count, type Section } from './section.ts'

/** As `npm run stromtor` starts it. */
const NODE_OPTIONS = ['--enable-source-maps', '--max-semi-space-size=8']
const PROGRAM = join(import.meta.dirname, '../dist/stromtor.js')
/** Of 35,040 quarter-hours each: a little more than a million. */
const METERS = 29
const LIMITS = { seconds: 30, memoryMb: 300 }

/** One file with a million quarter-hours through the command line, as an operator imports it: a process of its own. */
export async function importing({ say, database }: BenchContext): Promise<Section> {
  await access(PROGRAM).catch(() => {
    throw new Error('There is no dist/stromtor.js: run `npm run build` first.')
  })
  const connectionString = await database.create('import')
  const pool = createPool({ connectionString, max: 1 })
  const tenant = await createTenant(createDatabase(pool), 'import').finally(() => pool.end())
  await addMeters(connectionString, tenant)
  const file = join(database.directory, 'load-profiles.csv')
  say(`Writing a file of ${METERS} meters with a year each`)
  const rows = await writeFile(file)
  const environment = { DATABASE_URL: connectionString, DATA_DIR: database.directory }
  say(`Importing ${count(rows)} quarter-hours`)
  const first = await runImport(file, tenant, environment)
  say('The same file again')
  const again = await runImport(file, tenant, environment)
  return {
    title: 'Import of meter values',
    rows: [
      {
        what: `a file of ${count(rows)} quarter-hours, from the start of the command to its end`,
        limit: `< ${LIMITS.seconds} s`,
        figure: `${first.seconds.toFixed(1)} s, ${count(Math.round(rows / first.seconds))} a second`,
        within: first.seconds < LIMITS.seconds,
      },
      {
        what: 'most memory of the process',
        limit: `< ${LIMITS.memoryMb} MB`,
        figure: `${first.memoryMb.toFixed(0)} MB`,
        within: first.memoryMb < LIMITS.memoryMb,
      },
      { what: 'the same file again, which changes nothing', figure: `${again.seconds.toFixed(1)} s` },
    ],
    json: { rows, meters: METERS, first, again },
  }
}

const meterNumber = (meter: number): string => `1EMH${String(meter).padStart(10, '0')}`

async function addMeters(connectionString: string, { organizationId, customerId }: Tenant): Promise<void> {
  const numbers = Array.from({ length: METERS }, (_, meter) => meterNumber(meter))
  await query(
    connectionString,
    `insert into meters (organization_id, id, customer_id, type, number, created_at)
     select $1, 'mtr_' || number, $2, 'smart', number, now() from unnest($3::text[]) as number`,
    [organizationId, customerId, numbers],
  )
}

async function writeFile(file: string): Promise<number> {
  const out = createWriteStream(file)
  out.write('Zähler;Datum;Uhrzeit von;Verbrauch [kWh];Status\n')
  let rows = 0
  for (let meter = 0; meter < METERS; meter += 1) {
    let lines = ''
    const annualWh = 2_000_000 + meter * 100_000
    for (const line of exampleLoadProfile({ year: 2025, annualWh, dialect: 'start' })) {
      if (!/^\d/.test(line)) continue
      lines += `${meterNumber(meter)};${line}\n`
      rows += 1
    }
    if (!out.write(lines)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  return rows
}

interface Run {
  seconds: number
  memoryMb: number
  daysWritten: number
  daysUnchanged: number
}

async function runImport(
  file: string,
  { organizationId }: Tenant,
  environment: Record<string, string>,
): Promise<Run> {
  const startedAt = performance.now()
  const args = ['meter-values', 'import', file, '--organization', organizationId, '--json']
  const child = spawn(process.execPath, [...NODE_OPTIONS, PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://api.bench.example',
      PORTAL_DOMAIN: 'portal.bench.example',
      ...environment,
    },
  })
  const memory = watchMemory(child)
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  const seconds = (performance.now() - startedAt) / 1000
  if (code !== 0) throw new Error(`The import ended with ${code}: ${err}`)
  const { daysWritten, daysUnchanged } = JSON.parse(out) as Run
  if (daysWritten + daysUnchanged !== METERS * 365) throw new Error(`The import took ${daysWritten} days.`)
  return { seconds, memoryMb: memory.stop(), daysWritten, daysUnchanged }
}

/** The high-water mark that the system keeps; asked again and again, as it goes with the process. */
function watchMemory({ pid = 0 }: ChildProcess) {
  let most = 0
  const timer = setInterval(() => {
    residentMb(pid).then(
      (megabytes) => (most = Math.max(most, megabytes)),
      () => undefined,
    )
  }, 50)
  return {
    stop(): number {
      clearInterval(timer)
      return most
    },
  }
}
