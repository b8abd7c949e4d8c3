import { describe, expect, it } from 'vitest'
import { hashCode, newCode, readCode } from './login-code.ts'

describe('a code', () => {
  it('is six digits, and is read with the spaces people type', () => {
    for (let count = 0; count < 1000; count += 1) expect(newCode()).toMatch(/^\d{6}$/)
    expect(readCode(' 123 456 ')).toBe('123456')
    expect(readCode('012-345')).toBe('012345')
  })

  it.each(['', '12345', '1234567', 'abcdef', '12345\u0000', '１２３４５６', '1e5000', '9'.repeat(100_000)])(
    'is not %j',
    (typed) => {
      expect(readCode(typed)).toBeUndefined()
    },
  )

  it('is hashed under a key and salted by its attempt', () => {
    const [key, salt] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const hash = hashCode(key, salt, '042317')
    expect(hash).toEqual(hashCode(key, salt, '042317'))
    expect(hash).toHaveLength(32)
    expect(hash).not.toEqual(hashCode(Buffer.alloc(32, 3), salt, '042317'))
    expect(hash).not.toEqual(hashCode(key, Buffer.alloc(32, 3), '042317'))
    expect(hash).not.toEqual(hashCode(key, salt, '042318'))
  })
})
