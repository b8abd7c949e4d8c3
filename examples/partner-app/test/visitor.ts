/** A browser of few words: keeps the cookie, follows nothing, sends a form as this app's own page would. */
export class Visitor {
  readonly #origin: string
  #cookie = ''

  constructor(origin: string) {
    this.#origin = origin
  }

  get cookie(): string {
    return this.#cookie
  }

  set cookie(value: string) {
    this.#cookie = value
  }

  get(path: string): Promise<Answer> {
    return this.#send(path, 'GET')
  }

  post(
    path: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.#send(path, 'POST', new URLSearchParams(form), { origin: this.#origin, ...headers })
  }

  signIn(email: string, password = 'demo'): Promise<Answer> {
    return this.post('/sign-in', { email, password })
  }

  async #send(
    path: string,
    method: string,
    body: URLSearchParams | null = null,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.#origin + path, {
      method,
      body,
      headers: { cookie: this.#cookie, ...headers },
      redirect: 'manual',
    })
    for (const cookie of response.headers.getSetCookie()) this.#cookie = cookie.split(';')[0] ?? ''
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}
