import { describe, expect, it } from 'vitest'
import { brandFonts, runsOf } from './fonts.ts'

const { text } = brandFonts({ font: { text: 'schibsted-grotesk', display: 'figtree', displayWeight: 650 } })
const runs = (value: string) => runsOf(text, value).map((run) => [run.font.name.split(' ')[0], run.text])

describe('runsOf', () => {
  it('keeps to the brand’s font as far as it goes', () => {
    expect(runs('Größe: 8 kWh, ı ł Ż')).toEqual([['schibsted-grotesk', 'Größe: 8 kWh, ı ł Ż']])
  })

  it('takes a single character from another font', () => {
    expect(runs('CO₂-frei')).toEqual([
      ['schibsted-grotesk', 'CO'],
      ['figtree', '₂'],
      ['schibsted-grotesk', '-frei'],
    ])
  })

  it('puts an ordinary space for one that no font has', () => {
    expect(
      runs('1\u202F234\u2009€')
        .map(([, part]) => part)
        .join(''),
    ).toBe('1\u00A0234 €')
  })

  it('composes accents, leaves off those that no font has, and marks what nobody can draw', () => {
    expect(runs('e\u0301')).toEqual([['schibsted-grotesk', 'é']])
    expect(runs('Дом')).toEqual([['schibsted-grotesk', '???']])
  })

  it('takes the weight that a brand asks for, and the default family for the reader’s own', () => {
    const { display, strong } = brandFonts({
      font: { text: 'system', display: 'bricolage-grotesque', displayWeight: 800 },
    })
    expect([display[0].name, strong[0].name]).toEqual([
      'bricolage-grotesque 800ExtraBold',
      'figtree 600SemiBold',
    ])
  })
})
