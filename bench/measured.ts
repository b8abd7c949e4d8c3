/** What one phase of load came to. */
export interface Measured {
  perSecond: number
  /** Milliseconds from sending a request or statement to its whole answer. */
  p50: number
  p99: number
}

export function measured(latenciesMs: Float64Array, elapsedMs: number): Measured {
  if (latenciesMs.length === 0) throw new Error('A phase finished nothing at all.')
  const sorted = latenciesMs.toSorted()
  return {
    perSecond: (sorted.length / elapsedMs) * 1000,
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99),
  }
}

const at = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

/** The median of each figure by itself. */
export const typical = (rounds: readonly Measured[]): Measured => ({
  perSecond: median(rounds.map((round) => round.perSecond)),
  p50: median(rounds.map((round) => round.p50)),
  p99: median(rounds.map((round) => round.p99)),
})
