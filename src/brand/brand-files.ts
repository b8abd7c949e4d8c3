import { createHash } from 'node:crypto'
import type { Brand } from './brand.ts'

/** A picture of the brand as it goes over the wire. */
export interface BrandFile {
  contentType: string
  body: Uint8Array<ArrayBuffer>
  hash: string
}

/** The favicon (else the logo) at `/favicon.ico` or `/brand/favicon`, and a raster logo at `/brand/logo`. */
export function brandFile(brand: Brand, name: 'logo' | 'favicon'): BrandFile | null {
  const picture = name === 'logo' ? brand.logo : (brand.favicon ?? brand.logo)
  if (picture === null) return null
  const raster = /^data:(image\/[a-z]+);base64,(.*)$/.exec(picture)
  const body = Uint8Array.from(
    raster ? Buffer.from(raster[2] ?? '', 'base64') : Buffer.from(paint(picture, brand)),
  )
  return {
    contentType: raster?.[1] ?? 'image/svg+xml',
    body,
    hash: createHash('sha256').update(body).digest('base64url').slice(0, 12),
  }
}

/** Standing alone, an SVG inherits no ink from a page: `currentColor` becomes the brand's accent. */
const paint = (svg: string, brand: Brand): string =>
  svg.replaceAll('currentColor', brand.colours[brand.scheme === 'dark' ? 'dark' : 'light'].accent)
