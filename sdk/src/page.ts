import { StromtorError } from './errors/stromtor-error.ts'

/** The shape of a list as the API answers it. */
interface ListAnswer<T> {
  readonly items: readonly T[]
  readonly has_more?: boolean
  readonly next_page?: string | null
}

/**
 * One page of a list, newest first. Iterating walks on from here to the end and fetches the following pages as it
 * needs them; leaving the loop fetches no more.
 *
 * @example
 * ```ts
 * const page = await stromtor.customers.list({ limit: 100 })
 * for await (const customer of page) console.log(customer.id)
 * ```
 */
export class Page<T> implements AsyncIterable<T> {
  readonly object = 'list'
  readonly items: readonly T[]
  readonly has_more: boolean
  /** The cursor of the next page: opaque, and only good with the same filter and limit. */
  readonly next_page: string | null
  readonly #load: (cursor: string) => Promise<Page<T>>

  /** Made by the list methods. */
  constructor(answer: ListAnswer<T>, load: (cursor: string) => Promise<Page<T>>) {
    this.items = answer.items
    this.has_more = answer.has_more ?? false
    this.next_page = answer.next_page ?? null
    this.#load = load
  }

  /** The following page with the same filter and limit, or undefined after the last. */
  async next(): Promise<Page<T> | undefined> {
    return this.has_more && this.next_page !== null ? await this.#load(this.next_page) : undefined
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    yield* this.items
    for (let page = await this.next(); page; page = await page.next()) yield* page.items
  }
}

/**
 * What the list methods give back: awaited it is the first page, iterated over it is every entry of every page.
 *
 * @example
 * ```ts
 * const firstPage = await stromtor.customers.list({ limit: 100 })
 * for await (const customer of stromtor.customers.list({ limit: 100 })) console.log(customer.id)
 * ```
 */
export type List<T> = Promise<Page<T>> & AsyncIterable<T>

/** Whether an answer is a list; its items have the shape that the API's contract gives them. */
export function isListAnswer<T>(answer: unknown): answer is ListAnswer<T> {
  return typeof answer === 'object' && answer !== null && 'items' in answer && Array.isArray(answer.items)
}

/** The error for an answer of another shape. */
export function notAList(path: string): StromtorError {
  return new StromtorError(`GET ${path} answered without a list: is baseUrl right?`)
}
