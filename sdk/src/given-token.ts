import type { AccessToken } from './options.ts'
import type { Tokens } from './token-source.ts'

/** A token that the caller keeps, or a way to ask the caller for it. */
export class GivenToken implements Tokens {
  readonly #token: AccessToken

  constructor(token: AccessToken) {
    this.#token = token
  }

  async get(): Promise<string> {
    return typeof this.#token === 'function' ? await this.#token() : this.#token
  }

  /** It is the caller's: asked again, they may have a newer one. */
  drop(): void {}
}
