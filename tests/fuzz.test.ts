import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import { randomFor } from '../src/demo/random.ts'
import { addressOf, draftOf, requestOf } from './support/fuzz-draft.ts'
import type { FuzzOperation } from './support/fuzz-document.ts'
import { createJudge } from './support/fuzz-judge.ts'
import type { Twist } from './support/fuzz-twist.ts'
import { twistsOf } from './support/fuzz-twists.ts'
import { createFuzzWorld, type FuzzWorld } from './support/fuzz-world.ts'

/** Every twist alone comes first; the rest are several at once, drawn by the seed. For a long run, raise both here. */
const REQUESTS = 32_000
const TIME_MS = 150_000
/** What a slow machine sends in that time as well. */
const AT_LEAST = 20_000
const SEED = '2026-11-23'
const AT_ONCE = 8
/** Far beyond any answer, even on a machine with other work: this tells a hang from a wait. */
const PATIENCE_MS = 60_000

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let world: FuzzWorld
beforeAll(async () => {
  world = await createFuzzWorld(NOW)
}, 60_000)

interface Case {
  operation: FuzzOperation
  twists: Twist[]
}

function* casesOf(): Generator<Case> {
  const bent = world.operations.map((operation) => ({ operation, twists: twistsOf(world, operation) }))
  let count = 0
  for (const { operation, twists } of bent)
    for (const twist of twists) {
      count += 1
      yield { operation, twists: [twist] }
    }
  const random = randomFor(SEED)
  const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!
  for (; count < REQUESTS; count += 1) {
    const { operation, twists } = oneOf(bent)
    const light = twists.filter(({ isHeavy }) => isHeavy !== true)
    yield { operation, twists: Array.from({ length: 2 + Math.floor(random() * 3) }, () => oneOf(light)) }
  }
}

async function answerOf(request: Request, place: number): Promise<Response | undefined> {
  const address = `10.${(place >> 16) & 255}.${(place >> 8) & 255}.${place & 255}`
  const bindings = { incoming: { socket: { remoteAddress: address } } }
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), PATIENCE_MS)
  const answer = await Promise.race([world.testApp.app.fetch(request, bindings), late])
  clearTimeout(timer)
  return answer
}

test(`up to ${REQUESTS} requests made from the document, seed ${SEED}`, { timeout: 240_000 }, async () => {
  const judge = createJudge(world)
  const complaints = new Map<string, string[]>()
  const cases = casesOf()
  const until = performance.now() + TIME_MS
  let sent = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const { operation, twists } of cases) {
        if (performance.now() > until) return
        const draft = draftOf(world, operation)
        for (const { apply } of twists) apply(draft)
        const place = (sent += 1)
        const request = requestOf(world, operation, draft)
        const answer = await answerOf(request, place)
        const complaint = answer ? await judge(operation, draft, request, answer) : 'no answer in time'
        if (complaint === undefined) continue
        const kind = `${draft.method} ${operation.path}: ${complaint}`
        const told = complaints.get(kind) ?? []
        if (told.length < 3)
          complaints.set(kind, [
            ...told,
            `#${place} ${twists.map(({ name }) => name).join(' + ')} ${addressOf(world, operation, draft).slice(0, 150)}`,
          ])
      }
    }),
  )
  expect(sent).toBeGreaterThanOrEqual(AT_LEAST)
  expect([...complaints].map(([kind, told]) => [kind, ...told].join('\n   ')).join('\n')).toBe('')
})
