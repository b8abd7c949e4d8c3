import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

export interface Metrics {
  observe: (method: string, status: number, milliseconds: number) => void
  /** Counts one mint or redeem by how it ended: `minted`, `redeemed`, `used`, `expired`, … */
  countLink: (outcome: string) => void
  /** Counts one run of scheduled work by how it ended: `done`, `failed`, `interrupted`. */
  countJob: (job: string, outcome: string) => void
  expose: () => Promise<{ contentType: string; text: string }>
}

/** Prometheus metrics of this process, in a registry of their own so that tests can make several. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'stromtor_http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  const links = new Counter({
    name: 'stromtor_magic_links_total',
    help: 'Magic links by what became of them',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const jobs = new Counter({
    name: 'stromtor_job_runs_total',
    help: 'Runs of scheduled work by what became of them',
    labelNames: ['job', 'outcome'],
    registers: [registry],
  })
  return {
    observe: (method, status, milliseconds) =>
      requests.observe({ method, status: String(status) }, milliseconds / 1000),
    countLink: (outcome) => links.inc({ outcome }),
    countJob: (job, outcome) => jobs.inc({ job, outcome }),
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  }
}
