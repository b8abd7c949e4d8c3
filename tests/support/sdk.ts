import { Stromtor } from '../../sdk/src/index.ts'
import type { StromtorOptions } from '../../sdk/src/index.ts'

interface ServedApp {
  fetch: (request: Request) => Response | Promise<Response>
}

/** The SDK as a partner's backend has it, speaking to an app without a socket; `calls` lists what it sent. */
export function sdkOn(app: ServedApp, options: Partial<StromtorOptions> = {}) {
  const calls: string[] = []
  const baseUrl = 'http://localhost:4000'

  async function send(url: string, init: RequestInit): Promise<Response> {
    const { host, pathname } = new URL(url)
    calls.push(`${init.method} ${pathname}`)
    const headers = new Headers(init.headers)
    headers.set('host', host)
    return app.fetch(new Request(url, { ...init, headers }))
  }

  const stromtor = new Stromtor(
    { clientId: 'demo', clientSecret: 'demo-secret', baseUrl, fetch: send, ...options },
    { sleep: async () => {} },
  )
  return { stromtor, calls }
}

/** Everything that iterating over a list finds. */
export async function allOf<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const each of list) found.push(each)
  return found
}

/** The error a promise rejects with; a promise that resolves fails the test. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected a rejection')
}
