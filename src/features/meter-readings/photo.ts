export type PhotoType = 'image/jpeg' | 'image/png' | 'image/webp'

export const PHOTO_BYTES = 8 * 1024 * 1024

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const JPEG = Buffer.from([0xff, 0xd8, 0xff])

/** What a picture is by its first bytes, whatever it is called or said to be. */
export function photoType(content: Buffer): PhotoType | null {
  if (content.subarray(0, JPEG.length).equals(JPEG)) return 'image/jpeg'
  if (content.subarray(0, PNG.length).equals(PNG)) return 'image/png'
  const isWebp = content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP'
  return isWebp ? 'image/webp' : null
}
