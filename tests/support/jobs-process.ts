import { instantAt } from '../../src/domain/local-time.ts'
import { createLog } from '../../src/http/log.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { QUICK_PACE } from '../../src/jobs/test-pace.ts'

/** A process of its own that does nothing but scheduled work: `jobs-process.ts <database> <day> [job to ask for]`. */
const [connectionString = '', day = '', job] = process.argv.slice(2)

const jobs = await startJobs({
  connectionString,
  log: createLog({ level: 'info', stream: { write: (line) => void process.stdout.write(line) } }),
  metrics: createMetrics(),
  now: () => instantAt(day as `${number}-${number}-${number}`, '04:45'),
  priceFeed: undefined,
  pace: QUICK_PACE,
})
process.stdout.write('ready\n')
if (job !== undefined) await jobs.ask(job)
