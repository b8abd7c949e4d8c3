import { createDatabase, createPool } from '../src/db/database.ts'
import { runInvoices } from '../src/features/invoices/run-invoices.ts'
import { createHouseholdMonths, ISSUED_AT } from './household-months.ts'
import { count, type RunSection } from './section.ts'

const HOUSEHOLDS = 10_000
const LIMIT_SECONDS = 60
/** As the server's own pool. */
const CONNECTIONS = 10

/** A month of quarter-hours of many households, billed by one run in this process beside its database. */
export const billing: RunSection = async ({ say, database }) => {
  const connectionString = await database.create('billing')
  const pool = createPool({ connectionString, max: CONNECTIONS })
  const db = createDatabase(pool)
  try {
    say(`Making ${count(HOUSEHOLDS)} households with a month of quarter-hours`)
    const organizationId = await createHouseholdMonths(connectionString, db, HOUSEHOLDS)
    say('Billing them')
    const startedAt = performance.now()
    const cpuBefore = process.cpuUsage()
    const { issued, refused } = await runInvoices({
      db,
      organizationId,
      actor: { type: 'system' },
      now: ISSUED_AT,
      onProgress: ({ issued }) => say(`${count(issued)} issued`),
    })
    const seconds = (performance.now() - startedAt) / 1000
    const { user, system } = process.cpuUsage(cpuBefore)
    if (issued !== HOUSEHOLDS || refused.length > 0)
      throw new Error(`${issued} of ${HOUSEHOLDS} were issued; refused: ${refused[0]?.reason ?? 'none'}`)
    const perSecond = issued / seconds
    const ownMs = (user + system) / 1000 / issued
    return {
      title: 'Billing',
      rows: [
        {
          what: `issue ${count(issued)} invoices for a month of quarter-hours`,
          figure: `${seconds.toFixed(1)} s`,
          limit: `< ${LIMIT_SECONDS} s`,
          within: seconds < LIMIT_SECONDS,
        },
        { what: 'invoices per second', figure: count(Math.round(perSecond)) },
        { what: 'time per invoice', figure: `${(1000 / perSecond).toFixed(2)} ms` },
        { what: 'processor time of the process per invoice', figure: `${ownMs.toFixed(2)} ms` },
      ],
      json: { issued, seconds, perSecond, millisecondsEach: 1000 / perSecond, ownMillisecondsEach: ownMs },
    }
  } finally {
    await pool.end()
  }
}
