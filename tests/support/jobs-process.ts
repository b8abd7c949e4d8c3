import { Temporal } from 'temporal-polyfill'
import { THIS_MACHINE_TOO } from '../../src/features/webhooks/address-policy.ts'
import { createLog } from '../../src/http/log.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { QUICK_PACE } from '../../src/jobs/test-pace.ts'

/**
 * A process of its own that does nothing but scheduled work: `jobs-process.ts <database> <instant> [job to ask for] [key]`. Its
 * clock starts at the instant. With a key, in hexadecimal, it delivers webhooks, also to this machine.
 */
const [connectionString = '', instant = '', job = '', key = ''] = process.argv.slice(2)

const started = Temporal.Instant.from(instant)
const jobs = await startJobs({
  connectionString,
  log: createLog({ level: 'info', stream: { write: (line) => void process.stdout.write(line) } }),
  metrics: createMetrics(),
  now: () => started.add({ milliseconds: Math.round(performance.now()) }),
  priceFeed: undefined,
  ...(key !== '' && { webhooks: { key: Buffer.from(key, 'hex'), policy: THIS_MACHINE_TOO } }),
  pace: QUICK_PACE,
})
process.stdout.write('ready\n')
if (job !== '') await jobs.ask(job)
