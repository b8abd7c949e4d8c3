import { describe, expect, it } from 'vitest'
import { NORDLICHT_BRAND, SONNWERK_BRAND } from '../demo/brands.ts'
import { completeBrand, mergeBrand } from './brand.ts'
import { contrast, correctBrand, failingPairs, nearestPassing } from './contrast.ts'

describe('nearestPassing', () => {
  it('leaves a colour that passes as it is', () => {
    expect(nearestPassing('#b3410b', ['#fbf7f0'], 4.5)).toBe('#b3410b')
  })

  it('moves only as far as it must, towards the dark on white', () => {
    const shade = nearestPassing('#ff7a00', ['#ffffff'], 4.5)
    expect(shade).toBe('#bf5900')
    expect(contrast('#ff7a00', '#ffffff')).toBeCloseTo(2.65, 1)
    expect(contrast('#bf5900', '#ffffff')).toBeGreaterThanOrEqual(4.5)
    expect(contrast('#bf5900', '#ffffff')).toBeLessThan(4.6)
  })

  it('has no answer when the neighbours leave no room', () => {
    expect(nearestPassing('#808080', ['#000000', '#ffffff'], 7)).toBeNull()
  })
})

describe('correctBrand', () => {
  const pale = completeBrand({ name: 'Pale', colours: { light: { accent: '#ffd54a', paper: '#ffffff' } } })

  it('names the token, both shades, both ratios and the worst neighbour', () => {
    const { brand, corrections } = correctBrand(pale)
    const accent = corrections.find(({ token }) => token === 'light.accent')
    expect(accent).toMatchObject({ token: 'light.accent', from: '#ffd54a', against: pale.colours.light.sunk })
    expect(accent?.ratioBefore).toBeLessThan(1.5)
    expect(accent?.ratioAfter).toBeGreaterThanOrEqual(4.5)
    expect(brand.colours.light.accent).toBe(accent?.to)
    expect(failingPairs(brand.colours.light, 'light')).toEqual([])
    expect(failingPairs(brand.colours.dark, 'dark')).toEqual([])
  })

  it('finds nothing more to correct the second time', () => {
    expect(correctBrand(correctBrand(pale).brand).corrections).toEqual([])
  })

  it.each(['#000000', '#ffffff', '#808080', '#ff0000', '#00ff00', '#0000ff', '#ffff00', '#123456'])(
    'makes a usable brand of any single colour, %s, in every role',
    (colour) => {
      for (const token of ['paper', 'ink', 'accent', 'accentSoft', 'raised'] as const) {
        const colours = { light: { [token]: colour }, dark: { [token]: colour } }
        const { light, dark } = mergeBrand({ name: 'Any', colours }).colours
        expect([...failingPairs(light, 'light'), ...failingPairs(dark, 'dark')], token).toEqual([])
      }
    },
  )

  it('has nothing to correct in the two demo brands', () => {
    expect(correctBrand(completeBrand(SONNWERK_BRAND)).corrections).toEqual([])
    expect(correctBrand(completeBrand(NORDLICHT_BRAND)).corrections).toEqual([])
  })
})
