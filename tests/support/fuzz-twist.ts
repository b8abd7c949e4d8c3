import type { Draft } from './fuzz-draft.ts'

/** One thing that is wrong, or odd, about a request. */
export interface Twist {
  name: string
  apply: (draft: Draft) => void
  /** Megabytes: sent once, and not again among the random ones. */
  isHeavy?: boolean
}

export const twist = (name: string, apply: (draft: Draft) => void): Twist => ({ name, apply })
