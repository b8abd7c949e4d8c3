import { API } from './addresses.ts'

/** The two organisations of the demo, by their API clients. */
export type Client = 'demo' | 'nordlicht'

export interface LinkOptions {
  next?: string
  returnUrl?: string
  locale?: 'de' | 'en'
  delivery?: 'redirect' | 'message'
  flow?: 'invoice' | 'meter_reading' | 'payment_method'
}

const tokens = new Map<Client, string>()

/** Mints a link the way a partner's server does: a token, the customer's id, the link. */
export async function mintLink(client: Client, email: string, options: LinkOptions = {}): Promise<string> {
  const query = new URLSearchParams({ 'filter[email][eq]': email })
  const { items } = await call<{ items: { id: string }[] }>(client, `/customers?${query}`)
  if (items.length !== 1) throw new Error(`${items.length} customers of ${client} have the e-mail ${email}`)
  const body = JSON.stringify({ customerId: items[0]?.id, ...options })
  return (await call<{ link: string }>(client, '/admin/magic_link', { method: 'POST', body })).link
}

/** An answer of the API as that client gets it. */
export async function call<Answer>(client: Client, path: string, init: RequestInit = {}): Promise<Answer> {
  const token = tokens.get(client) ?? (await fetchToken(client))
  tokens.set(client, token)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return read<Answer>(await fetch(API + path, { ...init, headers }))
}

async function fetchToken(client: Client): Promise<string> {
  const credentials = Buffer.from(`${client}:${client}-secret`).toString('base64')
  const response = await fetch(`${API}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  return (await read<{ access_token: string }>(response)).access_token
}

async function read<Answer>(response: Response): Promise<Answer> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`)
  return JSON.parse(text) as Answer
}
