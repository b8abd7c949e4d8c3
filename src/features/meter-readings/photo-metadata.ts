import type { PhotoType } from './photo.ts'

/**
 * A photo without what a camera writes beside the picture: the place, the time, the device, its owner, a second picture
 * behind the first. A reading needs none of it (Art. 5 (1) c GDPR). How it is turned stays, or it would lie on its side.
 * A file that breaks off stays as it is from where it does.
 */
export function withoutMetadata(content: Buffer, type: PhotoType): Buffer {
  if (type === 'image/jpeg') return cleanJpeg(content)
  return type === 'image/png' ? cleanPng(content) : cleanWebp(content)
}

const EXIF = Buffer.from('Exif\0\0', 'latin1')
const ICC = Buffer.from('ICC_PROFILE\0', 'latin1')

/** Segments (ITU-T T.81, annex B). Between two markers of a scan `FF` is always followed by `00` or a restart. */
function cleanJpeg(content: Buffer): Buffer {
  const kept: Buffer[] = [content.subarray(0, 2)]
  let at = 2
  while (at + 4 <= content.length && content[at] === 0xff) {
    const marker = content[at + 1] ?? 0
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + content.readUInt16BE(at + 2)
    if (end > content.length) break
    const body = content.subarray(at + 4, end)
    if (isOfThePicture(marker, body)) kept.push(content.subarray(at, end))
    else if (marker === 0xe1) kept.push(turnedAs(body))
    at = end
    if (marker !== 0xda) continue
    const next = endOfScan(content, at)
    kept.push(content.subarray(at, next))
    at = next
    // What lies behind the end of the picture is another one, with a place of its own.
    if (content[at + 1] === 0xd9) return Buffer.concat([...kept, content.subarray(at, at + 2)])
  }
  return Buffer.concat([...kept, content.subarray(at)])
}

/** Everything but comments and what applications add; of that the colours, APP0, APP14 and an ICC profile, stay. */
function isOfThePicture(marker: number, body: Buffer): boolean {
  if (marker === 0xe2) return body.subarray(0, ICC.length).equals(ICC)
  const isApplication = marker >= 0xe0 && marker <= 0xef
  return isApplication ? marker === 0xe0 || marker === 0xee : marker !== 0xfe
}

function endOfScan(content: Buffer, from: number): number {
  let at = content.indexOf(0xff, from)
  while (at !== -1 && at + 1 < content.length) {
    const next = content[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at = content.indexOf(0xff, at + 1)
  }
  return content.length
}

const ORIENTATION = 0x0112
/** Head, big-endian TIFF, a directory of one short: the orientation, which is put in at byte 28. */
const EXIF_OF_ONE_ENTRY = 'ffe100224578696600004d4d002a00000008000101120003000000010000000000000000'

/** An Exif segment that says nothing but how the picture is turned; nothing when it lies as it should. */
function turnedAs(body: Buffer): Buffer {
  const turned = orientationOf(body)
  if (turned < 2 || turned > 8) return Buffer.alloc(0)
  const segment = Buffer.from(EXIF_OF_ONE_ENTRY, 'hex')
  segment.writeUInt16BE(turned, 28)
  return segment
}

/** From the first directory of the TIFF inside (Exif 2.32, 4.6); 0 when there is none to read. */
function orientationOf(body: Buffer): number {
  if (!body.subarray(0, EXIF.length).equals(EXIF)) return 0
  const tiff = body.subarray(EXIF.length)
  if (tiff.length < 8) return 0
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (directory + 2 > tiff.length) return 0
  for (let entry = 0; entry < short(directory); entry += 1) {
    const at = directory + 2 + entry * 12
    if (at + 12 > tiff.length) return 0
    if (short(at) === ORIENTATION) return short(at + 8)
  }
  return 0
}

/** Not needed to draw the picture, yet about nothing but its colours. */
const PNG_COLOURS = new Set(['tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'cICP'])

/** Chunks (W3C PNG, 5.3): those that are needed begin with a capital. */
function cleanPng(content: Buffer): Buffer {
  const kept: Buffer[] = [content.subarray(0, 8)]
  let at = 8
  while (at + 12 <= content.length) {
    const name = content.toString('latin1', at + 4, at + 8)
    const end = at + 12 + content.readUInt32BE(at)
    if (end > content.length) break
    if (/^[A-Z]/.test(name) || PNG_COLOURS.has(name)) kept.push(content.subarray(at, end))
    at = end
    if (name === 'IEND') return Buffer.concat(kept)
  }
  return Buffer.concat([...kept, content.subarray(at)])
}

/** Chunks of a RIFF file (RFC 9649, 2.7), padded to even lengths; two bits of VP8X say that there is Exif or XMP. */
function cleanWebp(content: Buffer): Buffer {
  const kept: Buffer[] = [Buffer.from(content.subarray(0, 12))]
  const whole = content.length < 8 ? 0 : Math.min(content.length, 8 + content.readUInt32LE(4))
  let at = 12
  while (at + 8 <= whole) {
    const name = content.toString('latin1', at, at + 4)
    const size = content.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (end > whole) break
    const chunk = Buffer.from(content.subarray(at, end))
    if (name === 'VP8X' && size > 0) chunk[8] = (chunk[8] ?? 0) & ~0x0c
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk)
    at = end
  }
  const clean = Buffer.concat([...kept, content.subarray(at, whole)])
  clean.writeUInt32LE(clean.length - 8, 4)
  return clean
}
