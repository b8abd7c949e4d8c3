import { afterEach, beforeEach } from 'vitest'

// What a test prints as an error is one, unless the test expects it and takes it with a spy of its own.
const target: Console = console
const original = target.error
const printed: unknown[][] = []

beforeEach(() => {
  printed.length = 0
  target.error = (...args: unknown[]) => printed.push(args)
})

afterEach(() => {
  target.error = original
  if (printed.length > 0)
    throw new Error(`The test printed an error: ${printed.map((args) => args.join(' ')).join('\n')}`)
})
