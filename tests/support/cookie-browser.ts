import type { App } from '../../src/app.ts'

/** A browser on one origin, without a socket: it keeps cookies and follows nothing by itself. */
export function createBrowser(app: App, origin: string) {
  const cookies = new Map<string, string>()

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, origin)
    const headers = new Headers(init.headers)
    headers.set('host', url.host)
    if (cookies.size > 0)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    if (init.method === 'POST' && !headers.has('origin')) headers.set('origin', origin)
    const response = await app.fetch(new Request(url, { redirect: 'manual', ...init, headers }))
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (/max-age=0/i.test(cookie)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  return {
    cookies,
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    head: (path: string) => send(path, { method: 'HEAD' }),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(form), headers }),
    send,
  }
}

/** Where a browser of that origin finds a link. */
export const pathOf = (link: URL): string => link.pathname + link.search
