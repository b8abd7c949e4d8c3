import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import type { User, UserTable } from './users.ts'

const cookieName = 'sonnwerk_session'
const lifetimeMs = 8 * 60 * 60 * 1000

export interface Sessions {
  readonly start: (response: Response, user: User) => void
  readonly end: (response: Response) => void
  readonly userOf: (request: Request) => User | undefined
}

/**
 * Sessions in a signed cookie, `<user id>.<expiry>.<HMAC-SHA256>`. HttpOnly keeps scripts away from it and
 * SameSite=Lax keeps it out of other sites' forms. A real deployment speaks https and adds Secure.
 */
export function createSessions(deps: {
  readonly users: UserTable
  readonly cookieKey: string | Uint8Array
  readonly now: () => number
}): Sessions {
  const sign = (payload: string) =>
    createHmac('sha256', deps.cookieKey).update(`session.${payload}`).digest('base64url')
  const options = { httpOnly: true, sameSite: 'lax', path: '/' } as const

  return {
    start: (response, user) => {
      const payload = `${user.id}.${deps.now() + lifetimeMs}`
      response.cookie(cookieName, `${payload}.${sign(payload)}`, { ...options, maxAge: lifetimeMs })
    },
    end: (response) => void response.clearCookie(cookieName, options),
    userOf: (request) => {
      const [id, expiresAt, signature] = readCookie(request.get('cookie')).split('.')
      if (id === undefined || expiresAt === undefined || signature === undefined) return undefined
      const isGenuine = equalInConstantTime(signature, sign(`${id}.${expiresAt}`))
      return isGenuine && deps.now() < Number(expiresAt) ? deps.users.find(id) : undefined
    },
  }
}

function readCookie(header = ''): string {
  const start = `${cookieName}=`
  const pair = header.split(';').find((part) => part.trimStart().startsWith(start))
  return pair?.trim().slice(start.length) ?? ''
}

function equalInConstantTime(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
