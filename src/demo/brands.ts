import type { BrandInput } from '../brand/brand.ts'
import { nordlichtLegal, sonnwerkLegal } from './legal-pages.ts'

type NamedBrand = BrandInput & { name: string }

// A rising sun whose rays are the teeth of a gear: sun and works.
const SONNWERK_LOGO = `<svg viewBox="0 0 32 32" xmlns="http://www.w3.org/2000/svg"><path fill="#d9600f" d="M8.5 22.500a7.5 7.5 0 0 1 15 0z"/><g fill="#d9600f"><rect x="14.3" y="6.5" width="3.4" height="6" rx="1.2"/><rect x="14.3" y="6.5" width="3.4" height="6" rx="1.2" transform="rotate(-37 16 22.5)"/><rect x="14.3" y="6.5" width="3.4" height="6" rx="1.2" transform="rotate(37 16 22.5)"/><rect x="14.3" y="6.5" width="3.4" height="6" rx="1.2" transform="rotate(-74 16 22.5)"/><rect x="14.3" y="6.5" width="3.4" height="6" rx="1.2" transform="rotate(74 16 22.5)"/></g><rect x="2.5" y="24.8" width="27" height="2.7" rx="1.35" fill="currentColor"/></svg>`

// An N drawn in one stroke, like a curtain of northern light.
const NORDLICHT_LOGO = `<svg viewBox="0 0 32 32" xmlns="http://www.w3.org/2000/svg"><defs><linearGradient id="aurora" gradientUnits="userSpaceOnUse" x1="5" y1="28" x2="27" y2="4"><stop offset="0" stop-color="#5f7cf5"/><stop offset="0.5" stop-color="#22b8a0"/><stop offset="1" stop-color="#4fd8a8"/></linearGradient></defs><path fill="none" stroke="url(#aurora)" stroke-width="3.6" stroke-linecap="round" d="M6.5 27V9.800c0-4 5-5 6.8-1.500l5.4 15.400c1.8 3.5 6.8 2.5 6.8-1.500V5"/></svg>`

/** A solar and heat-pump installer: warm paper, round corners, light by default, German. */
export const SONNWERK_BRAND: NamedBrand = {
  name: 'Sonnwerk',
  logo: SONNWERK_LOGO,
  colours: {
    light: {
      paper: '#fbf7f0',
      raised: '#fffdfa',
      sunk: '#f3ebdf',
      ink: '#241a12',
      quiet: '#6a5c4d',
      line: '#e7dbca',
      accent: '#b3410b',
      accentSoft: '#fbe3d1',
      low: '#2b8560',
      mid: '#a37b12',
      high: '#c6400d',
      ok: '#1d7350',
      warn: '#8a5200',
      bad: '#b02a14',
    },
    dark: {
      paper: '#1a1410',
      raised: '#241c16',
      sunk: '#120d0a',
      ink: '#f7eee2',
      quiet: '#bcaa96',
      line: '#3b2f25',
      accent: '#ff9f5c',
      accentInk: '#2b1204',
      accentSoft: '#432813',
      low: '#5fce9b',
      mid: '#dfb550',
      high: '#ff7c4c',
      ok: '#6bd8a6',
      warn: '#f2b95c',
      bad: '#ff8d74',
    },
  },
  font: { text: 'figtree', display: 'bricolage-grotesque', displayWeight: 650 },
  radius: 20,
  scheme: 'light',
  locale: 'de',
  support: {
    email: 'hallo@sonnwerk.example',
    phone: '030 1234567',
    hours: { de: 'Mo–Fr 8–18 Uhr', en: 'Mon–Fri 8:00–18:00' },
  },
  legal: sonnwerkLegal,
  senderName: 'Sonnwerk',
  senderEmail: 'hallo@sonnwerk.example',
}

/** An energy retailer of the north: dark by default, sharp corners, English. */
export const NORDLICHT_BRAND: NamedBrand = {
  name: 'Nordlicht Energie',
  logo: NORDLICHT_LOGO,
  colours: {
    light: {
      paper: '#f2f6fb',
      raised: '#ffffff',
      sunk: '#e4ecf5',
      ink: '#0c1a2d',
      quiet: '#4a5e79',
      line: '#d0dcea',
      accent: '#00665a',
      accentSoft: '#d0eee7',
      low: '#0d8a68',
      mid: '#5a6db0',
      high: '#cf3f33',
      ok: '#0b6e54',
      warn: '#865300',
      bad: '#b3261e',
    },
    dark: {
      paper: '#0b111c',
      raised: '#111a2a',
      sunk: '#060b14',
      ink: '#e9f0fa',
      quiet: '#9cafc9',
      line: '#223149',
      accent: '#6ee7c8',
      accentInk: '#05241c',
      accentSoft: '#0f3430',
      low: '#4ad6a6',
      mid: '#8ea4dc',
      high: '#ff806e',
      ok: '#62dcb0',
      warn: '#f3bf68',
      bad: '#ff9182',
    },
  },
  font: { text: 'schibsted-grotesk', display: 'schibsted-grotesk', displayWeight: 500 },
  radius: 3,
  scheme: 'dark',
  locale: 'en',
  support: {
    email: 'kontakt@nordlicht.example',
    phone: '0431 7654321',
    hours: { de: 'täglich 7–20 Uhr', en: 'daily 7:00–20:00' },
  },
  legal: nordlichtLegal,
  senderName: 'Nordlicht Energie',
  senderEmail: 'kontakt@nordlicht.example',
}
