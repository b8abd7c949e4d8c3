import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { NORDLICHT_BRAND, SONNWERK_BRAND } from '../demo/brands.ts'
import { drawLogo } from './logo.ts'

const BOX = { x: 10, y: 10, height: 32, colour: '#241a12' }

/** What is drawn, without compression, so that it can be read. */
async function drawn(logo: string): Promise<{ width: number; content: string }> {
  const doc = new PDFDocument({ compress: false, font: '' })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const width = drawLogo(doc, logo, BOX)
  doc.end()
  await new Promise((resolve) => doc.on('end', resolve))
  return { width, content: Buffer.concat(chunks).toString('latin1') }
}

describe('drawLogo', () => {
  it('draws the shapes of both demo brands', async () => {
    const sun = await drawn(SONNWERK_BRAND.logo ?? '')
    expect(sun.width).toBe(32)
    expect(sun.content.match(/^f$/gm)).toHaveLength(7)
    const aurora = await drawn(NORDLICHT_BRAND.logo ?? '')
    expect(aurora.content).toContain('/ShadingType 2')
    expect(aurora.content.match(/^S$/gm)).toHaveLength(1)
  })

  it('keeps the proportions of the drawing', async () => {
    expect((await drawn('<svg viewBox="0 0 200 50"><circle cx="4" cy="4" r="3"/></svg>')).width).toBe(128)
  })

  it.each([
    ['no drawing', 'logo.svg'],
    ['a box without size', '<svg viewBox="0 0 0 0"><circle cx="4" cy="4" r="3"/></svg>'],
    ['a picture it cannot read', 'data:image/png;base64,AAAA'],
    ['a kind of picture that PDF does not know', 'data:image/webp;base64,AAAA'],
  ])('leaves out %s', async (_, logo) => {
    expect((await drawn(logo)).width).toBe(0)
  })
})
