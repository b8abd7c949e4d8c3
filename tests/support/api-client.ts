import type { App } from '../../src/app.ts'

/** Calls the partner API the way a partner's backend does: a token first, then bearer requests. */
export function createApiCaller(
  app: App,
  publicUrl: string,
  client: { clientId: string; clientSecret: string },
) {
  let token: string | undefined
  const basic = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')}`

  function send(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, publicUrl)
    const headers = new Headers(init.headers)
    headers.set('host', url.host)
    return Promise.resolve(app.fetch(new Request(url, { ...init, headers })))
  }

  async function accessToken(): Promise<string> {
    if (token !== undefined) return token
    const response = await send('/oauth/token', {
      method: 'POST',
      headers: { authorization: basic },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    const answer = (await response.json()) as { access_token: string }
    return (token = answer.access_token)
  }

  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${await accessToken()}`)
    return send(path, { ...init, headers })
  }

  return {
    basic,
    send,
    call,
    accessToken,
    get: (path: string) => call(path),
    post: (path: string, body: unknown) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    /** Mints and answers the link's path and query, ready for the browser. */
    async mint(body: Record<string, unknown>): Promise<URL> {
      const response = await this.post('/admin/magic_link', body)
      const answer = (await response.json()) as { link?: string }
      if (!answer.link) throw new Error(`No link: ${response.status} ${JSON.stringify(answer)}`)
      return new URL(answer.link)
    },
  }
}
