import type { z } from 'zod'

/** An option as it was written on the command line, and what is wrong with it. */
export interface Problem {
  flag: string
  message: string
}

export class InvalidInput extends Error {
  override readonly name = 'InvalidInput'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ flag, message }) => `${flag}: ${message}`).join('\n'))
    this.problems = problems
  }
}

/** Which option a field comes from, and how its number is shown in the unit of the command line. */
export interface Label {
  flag: string
  show?: (value: number) => string
}

/** Fields that are not simply their option's name in camel or snake case. */
const FLAG_OF: Record<string, string> = {
  baseFeeCents: '--base-fee',
  markupMicroEurPerKwh: '--markup',
  workingPriceMicroEurPerKwh: '--working-price',
  feedInMicroEurPerKwh: '--feed-in',
  customDomain: '--domain',
  linkTtlSeconds: '--link-ttl',
  sessionIdleSeconds: '--session-idle',
  sessionMaxSeconds: '--session-max',
  planSlug: '--plan',
}

/** `first_name` → `--first-name`, `clientId` → `--client-id`. */
export function flagOf(field: string): string {
  // What is wrong inside a file is told by its place in it.
  if (field.includes(' ')) return field
  const [name = ''] = field.split('.')
  return (
    FLAG_OF[name] ??
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('_', '-')}`
  )
}

/** Collects everything that is wrong with a command before anything is done, so that all of it is named at once. */
export class Input {
  readonly #problems: Problem[] = []

  add(flag: string, message: string): void {
    if (!this.#problems.some((problem) => problem.flag === flag)) this.#problems.push({ flag, message })
  }

  /** The option's value, or a problem when it was not given. */
  required(flag: string, value: string | undefined): string {
    if (value === undefined || value.trim() === '') this.add(flag, 'is required')
    return value ?? ''
  }

  /** Runs a parser of units.ts; undefined when the option was not given or cannot be read. */
  read<Value>(flag: string, text: string | undefined, parse: (text: string) => Value): Value | undefined {
    if (text === undefined) return undefined
    try {
      return parse(text)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      this.add(flag, error.message)
      return undefined
    }
  }

  /** Checks against the schema that the verb itself will apply. Undefined when something is wrong. */
  check<Schema extends z.ZodType>(
    schema: Schema,
    value: unknown,
    label: (path: string) => Label = (path) => ({
      flag: flagOf(path),
    }),
  ): z.output<Schema> | undefined {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues.flatMap(unfold)) {
      const { flag, show } = label(issue.path.join('.'))
      this.add(flag, messageOf(issue, value, show))
    }
    return undefined
  }

  /** @throws InvalidInput naming every problem found. */
  done(): void {
    if (this.#problems.length > 0) throw new InvalidInput(this.#problems)
  }
}

/** Of a choice between shapes, the one that was nearly met says best what is wrong; each unknown part is told by itself. */
function unfold(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ code: 'custom', path: [...issue.path, key], message: 'is not known' }))
  }
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const [closest = []] = issue.errors.toSorted((a, b) => a.length - b.length)
  return closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** In the words of a command line; a message that the schema's author wrote stays. */
function messageOf(
  issue: z.core.$ZodIssue,
  value: unknown,
  show: (value: number) => string = String,
): string {
  if (issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined) return 'is required'
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.map(String).join(', ')}`
  if (issue.code === 'too_small' && issue.origin === 'string') return 'must not be empty'
  if (issue.code === 'too_small') return `must be at least ${show(Number(issue.minimum))}`
  if (issue.code === 'too_big' && !issue.message.startsWith('Too big')) return issue.message
  if (issue.code === 'too_big' && issue.origin === 'string')
    return `has more than ${issue.maximum} characters`
  if (issue.code === 'too_big' && issue.origin === 'array') return `has more than ${issue.maximum} entries`
  if (issue.code === 'too_big') return `must be at most ${show(Number(issue.maximum))}`
  if (issue.message === 'Invalid URL') return 'must be an address that begins with https://'
  return issue.message
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = Reflect.get(here, key)
  }
  return here
}
