import { describe, expect, it } from 'vitest'
import { createI18n } from './i18n.ts'
import { de } from './messages.de.ts'
import { en } from './messages.en.ts'

type Tree = { readonly [key: string]: string | Tree }

const leaves = (tree: Tree, path = ''): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  )
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted()

describe('messages', () => {
  const german = new Map(leaves(de))
  const english = new Map(leaves(en))

  it('says everything in both languages', () => {
    expect([...english.keys()].toSorted()).toEqual([...german.keys()].toSorted())
  })

  it('fills in the same values in both languages', () => {
    for (const [key, text] of german) {
      // "one minute" needs no number; its plural does.
      if (key.endsWith('_one')) continue
      expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(text))
    }
  })

  it('never says that an error occurred, and is polite', () => {
    for (const [key, text] of [...german, ...english]) {
      expect(text, key).not.toMatch(/Fehler aufgetreten|error occurred|something went wrong/i)
      expect(text, key).not.toMatch(/\b(du|dein|deine|dich)\b/i)
    }
  })
})

describe('createI18n', () => {
  const i18n = createI18n()

  it('fills in values without escaping them: JSX does that', () => {
    expect(i18n('de')('layout.back', { name: 'Müller & Söhne' })).toBe('Zurück zu Müller & Söhne')
    expect(i18n('en')('layout.back', { name: 'A<b>' })).toBe('Back to A<b>')
  })

  it('chooses the plural', () => {
    expect(i18n('de')('login.wrongCode', { count: 1 })).toBe(
      'Der Code stimmt nicht. Sie haben noch einen Versuch.',
    )
    expect(i18n('de')('login.wrongCode', { count: 3 })).toBe(
      'Der Code stimmt nicht. Sie haben noch 3 Versuche.',
    )
  })

  it("puts a brand's own words first, and leaves other brands alone", () => {
    const own = { 'layout.signOut': 'Tschüss', 'no.such.key': 'x' }
    expect(i18n('de', own)('layout.signOut')).toBe('Tschüss')
    expect(i18n('de', own)('layout.skip')).toBe('Zum Inhalt springen')
    expect(i18n('de')('layout.signOut')).toBe('Abmelden')
    expect(i18n('en', own)('layout.signOut')).toBe('Tschüss')
  })
})
