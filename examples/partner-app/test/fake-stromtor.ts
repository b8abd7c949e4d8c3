import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

export const requestId = '0190a5c2-8d4e-4b62-9b4e-2f6f3e1c7a11'

/** Listens on a free port of loopback; answers the address under the name that the app redirects to. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

interface Mint {
  customerId: string
  [option: string]: unknown
}

/** As much of Stromtor as the app uses: a token, customers by e-mail, links. Emil's plan has no portal. */
export async function startFakeStromtor() {
  const customers = new Map([
    ['anna@example.com', 'cus_anna'],
    ['emil@example.com', 'cus_emil'],
  ])
  const mints: Mint[] = []
  const lookups: string[] = []
  /** Set to answer this to every mint. */
  const forced: { status?: number; field?: string; headers?: Record<string, string> } = {}

  function envelope(status: number, code: string, message: string): [number, object] {
    const errors = forced.field === undefined ? [] : [{ code: 'custom', field: forced.field, message }]
    return [status, { code, message, requestId, docs: `http://localhost/docs/errors/${code}`, errors }]
  }

  function mint(body: string): [number, object] {
    const input: Mint = JSON.parse(body)
    mints.push(input)
    if (forced.status !== undefined) {
      const code = forced.status === 422 ? 'UNPROCESSABLE_ENTITY' : 'ANY'
      return envelope(forced.status, code, 'Forced by the test.')
    }
    if (![...customers.values()].includes(input.customerId))
      return envelope(404, 'NOT_FOUND', 'No such customer.')
    if (input.customerId === 'cus_emil') {
      return envelope(422, 'UNPROCESSABLE_ENTITY', 'The portal of plan "sonnwerk-intern" is not configured.')
    }
    const link = `http://sonnwerk.localhost:4000/auth/confirm?token_hash=t${mints.length}&type=magiclink&next=/overview`
    return [200, { object: 'magic_link', link, expires_at: '2026-11-23T09:05:00Z' }]
  }

  function answer(url: URL, body: string): [number, object] {
    if (url.pathname === '/oauth/token') return [200, { access_token: 'token', expires_in: 3600 }]
    if (url.pathname === '/admin/magic_link') return mint(body)
    const email = url.searchParams.get('filter[email][eq]') ?? ''
    lookups.push(email)
    const id = customers.get(email)
    return [
      200,
      { object: 'list', items: id === undefined ? [] : [{ object: 'customer', id, email }], has_more: false },
    ]
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const [status, json] = answer(new URL(request.url ?? '/', 'http://fake'), await text(request))
    const headers = { 'content-type': 'application/json', ...(status === 200 ? {} : forced.headers) }
    response.writeHead(status, headers).end(JSON.stringify(json))
  }

  const server = createServer((request, response) => void handle(request, response))
  const baseUrl = await listen(server)
  return { baseUrl, customers, mints, lookups, forced, stop: () => close(server) }
}
