import type { Pace } from './queue.ts'

/** As quick as the queue allows: for tests. */
export const QUICK_PACE: Pace = {
  pollSeconds: 0.5,
  heartbeatSeconds: 10,
  superviseSeconds: 1,
  retrySeconds: 1,
  graceSeconds: 5,
}
