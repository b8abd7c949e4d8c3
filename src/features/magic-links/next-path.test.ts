import { describe, expect, it } from 'vitest'
import { REDIRECT_TRICKS } from '../../../tests/support/redirect-tricks.ts'
import { safeNextPath } from './next-path.ts'

describe('safeNextPath', () => {
  it.each(REDIRECT_TRICKS)('refuses %j', (trick) => {
    expect(safeNextPath(trick)).toBeUndefined()
  })

  it.each([
    '/',
    '/overview',
    '/invoices/inv_01h455vb4pex5vsknk084sn02q',
    '/usage?from=2026-01-01&to=2026-02-01',
    '/prices#tomorrow',
    '/invoices?cursor=a_b-c.d~e',
    '/help?topic=z%C3%A4hler'.replace('%C3%A4', 'ae'),
    '/logout-help',
  ])('accepts %j', (path) => {
    expect(safeNextPath(path)).toBe(path)
  })

  it('is a list of at least forty tricks', () => {
    expect(REDIRECT_TRICKS.length).toBeGreaterThanOrEqual(40)
  })
})
