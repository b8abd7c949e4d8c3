import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Stromtor } from '../src/index.ts'
import type { Runtime, StromtorOptions } from '../src/index.ts'

export interface SeenRequest {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown } | 'hang' | 'reset'
type Route = (request: SeenRequest) => Answer | Promise<Answer>

export const secret = 'very-secret 100%'
export const requestId = '0190a5c2-8d4e-4b62-9b4e-2f6f3e1c7a11'

/** A server on loopback that speaks as much of the partner API as the client uses; a test replaces single routes. */
export async function startFakeStromtor() {
  const seen: SeenRequest[] = []
  let issued = 0
  const routes: { token: Route; api: Route } = {
    token: () => {
      issued += 1
      return { body: { access_token: `token-${issued}`, token_type: 'Bearer', expires_in: 3600 } }
    },
    api: () => ({
      body: {
        object: 'magic_link',
        link: 'https://s.example/auth/confirm?x',
        expires_at: '2026-11-23T10:05:00Z',
      },
    }),
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse) {
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: await text(incoming),
    }
    seen.push(request)
    const answer = await (request.path === '/oauth/token' ? routes.token(request) : routes.api(request))
    if (answer === 'hang') return
    if (answer === 'reset') {
      incoming.socket.destroy()
      return
    }
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    outgoing
      .writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
      .end(body)
  }

  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  const baseUrl = await listenOnLoopback(server)

  /** Pauses that were asked for; none is really waited. */
  const slept: number[] = []
  const sleep = async (ms: number) => void slept.push(ms)

  return {
    baseUrl,
    routes,
    seen,
    slept,
    tokenRequests: () => seen.filter((request) => request.path === '/oauth/token'),
    apiRequests: () => seen.filter((request) => request.path !== '/oauth/token'),
    client: (options: Partial<StromtorOptions> = {}, runtime: Partial<Runtime> = {}) =>
      new Stromtor(
        { clientId: 'demo', clientSecret: secret, baseUrl, ...options },
        { random: () => 0.5, sleep, ...runtime },
      ),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type FakeStromtor = Awaited<ReturnType<typeof startFakeStromtor>>

/** Listens on a free port and answers the server's address. */
export async function listenOnLoopback(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

/** Stromtor's error envelope. */
export function envelope(status: number, code: string, message: string, extra: object = {}): Answer {
  return { status, body: { code, message, requestId, docs: `https://docs.example/errors/${code}`, ...extra } }
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
