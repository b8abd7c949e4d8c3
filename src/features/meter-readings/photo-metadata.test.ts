import { describe, expect, it } from 'vitest'
import { withoutMetadata } from './photo-metadata.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** An Exif segment with how the picture is turned and, further on, the place; in either order of bytes. */
function exif(turned: number, order: 'II' | 'MM'): Buffer {
  const isLittle = order === 'II'
  const short = (value: number) => (isLittle ? [value, 0] : [0, value])
  const long = (value: number) => (isLittle ? [value, 0, 0, 0] : [0, 0, 0, value])
  const tag = isLittle ? [0x12, 0x01] : [0x01, 0x12]
  const entry = [...tag, ...short(3), ...long(1), ...short(turned), 0, 0]
  const tiff = [...short(42), ...long(8), ...short(1), ...entry, ...long(0)]
  return segment(
    0xe1,
    Buffer.concat([
      Buffer.from(`Exif\0\0${order}`, 'latin1'),
      Buffer.from(tiff),
      Buffer.from('52.5 N 13.4 E'),
    ]),
  )
}

const SOI = hex('ffd8')
const JFIF = segment(0xe0, Buffer.from('JFIF\0'))
const ADOBE = segment(0xee, Buffer.from('Adobe'))
const PROFILE = segment(0xe2, Buffer.from('ICC_PROFILE\0\u0001\u0001colours', 'latin1'))
const TABLES = segment(0xdb, Buffer.from('52.5 quantised'))
/** Stuffed `FF`, a restart, then a second scan behind a table that holds what looks like an end. */
const SCANS = Buffer.concat([
  segment(0xda, Buffer.from('first')),
  hex('11 ff00 22 ffd0 33'),
  segment(0xc4, hex('ffd9')),
  segment(0xda, Buffer.from('second')),
  hex('44 ff00'),
])
const END = hex('ffd9')

describe('a JPEG', () => {
  const clean = (...parts: Buffer[]) => withoutMetadata(Buffer.concat(parts), 'image/jpeg')

  it.each(['II', 'MM'] as const)('loses place, words and a second picture; not its colours (%s)', (order) => {
    const secrets = [
      exif(1, order),
      segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0Anna')),
      segment(0xe2, Buffer.from('MPF\0another')),
      segment(0xed, Buffer.from('Photoshop')),
      segment(0xfe, Buffer.from('my kitchen')),
    ]
    const picture = Buffer.concat([SOI, JFIF, PROFILE, ADOBE, TABLES, SCANS, END])
    expect(
      clean(SOI, JFIF, ...secrets, PROFILE, ADOBE, hex('ffff'), TABLES, SCANS, END, SOI, exif(1, order), END),
    ).toEqual(picture)
    expect(clean(picture)).toEqual(picture)
  })

  it.each(['II', 'MM'] as const)('keeps how it is turned, and only that (%s)', (order) => {
    const turned = clean(SOI, exif(6, order), TABLES, SCANS, END)
    const kept = hex('ffe1 0022 457869660000 4d4d002a00000008 0001 0112 0003 00000001 0006 0000 00000000')
    expect(turned).toEqual(Buffer.concat([SOI, kept, TABLES, SCANS, END]))
    expect(clean(turned)).toEqual(turned)
  })

  it.each([
    ['nothing behind its first bytes', hex('ffd8ff')],
    ['a segment that is longer than the file', hex('ffd8ffe000104a464946000101')],
    ['a scan that breaks off', Buffer.concat([SOI, SCANS])],
    ['an Exif directory that is none', Buffer.concat([SOI, TABLES, SCANS, END])],
  ])('with %s stays as it is', (_, content) => {
    expect(clean(content)).toEqual(content)
  })

  it.each(['4578696600004d4d', '4578696600004d4d002affffffff', '4578696600004d4d002a0000000800ff01'])(
    'with a broken Exif segment %s loses it',
    (body) => {
      expect(clean(SOI, segment(0xe1, hex(body)), SCANS, END)).toEqual(Buffer.concat([SOI, SCANS, END]))
    },
  )
})

it('a PNG keeps what its picture and colours need', () => {
  const chunk = (name: string, body = '') => {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(body.length)
    return Buffer.concat([size, Buffer.from(name + body), hex('cccccccc')])
  }
  const magic = hex('89504e470d0a1a0a')
  const picture = [chunk('IHDR', 'x'), chunk('gAMA', 'g'), chunk('IDAT', 'eXIf'), chunk('IEND')]
  const [header, ...rest] = picture
  const given = [magic, header!, chunk('eXIf', '52.5'), chunk('tEXt', 'Anna'), chunk('tIME', 'now'), ...rest]
  const expected = Buffer.concat([magic, ...picture])
  expect(withoutMetadata(Buffer.concat([...given, Buffer.from('behind')]), 'image/png')).toEqual(expected)
  const broken = Buffer.concat([magic, hex('00ffffff49444154'), Buffer.alloc(20)])
  expect(withoutMetadata(broken, 'image/png')).toEqual(broken)
})

it('a WebP says that it has lost Exif and XMP', () => {
  const chunk = (name: string, body: Buffer) => {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(body.length)
    return Buffer.concat([Buffer.from(name), size, body, Buffer.alloc(body.length % 2)])
  }
  const file = (...chunks: Buffer[]) => {
    const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
    return chunk('RIFF', body)
  }
  const picture = chunk('VP8 ', hex('010203'))
  const given = file(
    chunk('VP8X', hex('2c000000')),
    picture,
    chunk('EXIF', Buffer.from('52.5')),
    chunk('XMP ', hex('41')),
  )
  expect(withoutMetadata(given, 'image/webp')).toEqual(file(chunk('VP8X', hex('20000000')), picture))
})
