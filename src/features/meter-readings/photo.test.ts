import { describe, expect, it } from 'vitest'
import { photoType } from './photo.ts'

describe('photoType', () => {
  it.each([
    ['ffd8ffe000104a464946', 'image/jpeg'],
    ['89504e470d0a1a0a0000000d', 'image/png'],
    ['524946461a000000574542505650384c', 'image/webp'],
  ])('knows %s', (hex, type) => {
    expect(photoType(Buffer.from(hex, 'hex'))).toBe(type)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a GIF', Buffer.from('GIF89a')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a sound', Buffer.from('RIFF\u0000\u0000\u0000\u0000WAVE')],
    ['the beginning of a PNG', Buffer.from('89504e47', 'hex')],
  ])('does not take %s for a photo', (_, content) => {
    expect(photoType(content)).toBeNull()
  })
})
