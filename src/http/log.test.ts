import { describe, expect, it } from 'vitest'
import { createLog, redact } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let lines = ''
  write(createLog({ level: 'info', stream: { write: (line) => (lines += line) } }))
  return lines
}

describe('the log keeps no secret and no person', () => {
  it.each([
    [
      'a link',
      'GET /auth/confirm?token_hash=Zm9vYmFy&type=magiclink',
      'GET /auth/confirm?token_hash=[redacted]&type=magiclink',
    ],
    ['a bearer token', 'Authorization: Bearer eyJh.bGci.OiJI', 'Authorization: Bearer [redacted]'],
    ['client credentials', 'Authorization: Basic ZGVtbzpkZW1v', 'Authorization: Basic [redacted]'],
    ['an IBAN', 'paid from DE89370400440532013000.', 'paid from [iban].'],
    ['a printed IBAN', 'paid from DE89 3704 0044 0532 0130 00.', 'paid from [iban].'],
    ['an e-mail address', 'mail to anna.sommer+x@example.com failed', 'mail to [email] failed'],
  ])('%s in a message', (_what, message, expected) => {
    expect(redact(message)).toBe(expected)
    expect(logged((log) => log.info(message))).toContain(expected)
  })

  it('fields that are named like a secret, at any of three depths', () => {
    const line = logged((log) =>
      log.info({ email: 'a@b.example', body: { iban: 'x', deep: { access_token: 'y' } } }, 'm'),
    )
    expect(JSON.parse(line)).toMatchObject({
      email: '[redacted]',
      body: { iban: '[redacted]', deep: { access_token: '[redacted]' } },
    })
  })

  it('an error’s message, stack and cause, and never a database error’s detail', () => {
    const cause = Object.assign(new Error('Key (email)=(anna@example.com) already exists.'), {
      code: '23505',
      detail: 'Key (email)=(anna@example.com)',
    })
    const line = logged((log) =>
      log.error({ err: new Error('for DE89370400440532013000', { cause }) }, 'failed'),
    )
    expect(line).not.toMatch(/anna|DE89/)
    expect(JSON.parse(line)).toMatchObject({ err: { message: 'for [iban]', cause: { sqlState: '23505' } } })
  })
})
