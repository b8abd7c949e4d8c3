import i18next, { type i18n as Instance } from 'i18next'
import { de } from './messages.de.ts'
import { en } from './messages.en.ts'

export type Locale = 'de' | 'en'
export const LOCALES: readonly Locale[] = ['de', 'en']
export const isLocale = (value: unknown): value is Locale => value === 'de' || value === 'en'

type Catalogue = typeof de
/** The dotted path of every text, `invoices.title`; plural forms (`days_one`, `days_other`) count as one key. */
export type MessageKey = Leaf<Catalogue>
type Leaf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Singular<Key> : `${Key}.${Leaf<Tree[Key]>}`
}[keyof Tree & string]
type Singular<Key extends string> = Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key

type Text<Key extends string, Tree> = Key extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Tree
    ? Text<Rest, Tree[Head]>
    : never
  : Key extends keyof Tree
    ? Tree[Key]
    : `${Key}_other` extends keyof Tree
      ? Tree[`${Key}_other`]
      : never
type Placeholders<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Placeholders<Rest> : never
type Params<Key extends MessageKey> =
  | Placeholders<Text<Key, Catalogue>>
  | (Key extends PluralKey ? 'count' : never)
type PluralKey = Plural<Catalogue>
type Plural<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? Key extends `${infer Stem}_other`
      ? Stem
      : never
    : `${Key}.${Plural<Tree[Key]>}`
}[keyof Tree & string]
type Values<Key extends MessageKey> = [Params<Key>] extends [never]
  ? []
  : [values: Record<Params<Key>, string | number>]

/** Looks a text up and fills it in; what it needs to be given is read from the German text itself. */
export type T = <Key extends MessageKey>(key: Key, ...values: Values<Key>) => string

/** A brand's own words: message key to text, with the same placeholders. Unknown keys are ignored. */
export type MessageOverrides = Readonly<Record<string, string>>

/** Texts of both languages, read once. Output is not escaped here: JSX escapes it where it is placed. */
export function createI18n(): (locale: Locale, overrides?: MessageOverrides) => T {
  const shared = createInstance()
  const branded = new WeakMap<MessageOverrides, Map<Locale, T>>()
  const plain = { de: fixed(shared, 'de'), en: fixed(shared, 'en') }
  return (locale, overrides) => {
    if (overrides === undefined || Object.keys(overrides).length === 0) return plain[locale]
    const known = branded.get(overrides) ?? new Map<Locale, T>()
    branded.set(overrides, known)
    const t = known.get(locale) ?? fixed(createInstance(locale, overrides), locale)
    known.set(locale, t)
    return t
  }
}

function createInstance(locale?: Locale, overrides: MessageOverrides = {}): Instance {
  const instance = i18next.createInstance()
  void instance.init({
    initAsync: false,
    // A copy each: i18next writes overrides into what it is given, and one brand's words must not reach another.
    resources: structuredClone({ de: { translation: de }, en: { translation: en } }),
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  if (locale !== undefined) {
    for (const [key, text] of Object.entries(overrides)) {
      if (instance.exists(key, { lng: locale })) instance.addResource(locale, 'translation', key, text)
    }
  }
  return instance
}

const fixed = (instance: Instance, locale: Locale): T => {
  // i18next's own key types describe a catalogue declared globally; ours are checked by `T`.
  const t: (key: string, values: Readonly<Record<string, string | number>>) => string =
    instance.getFixedT(locale)
  return (key, ...values) => t(key, values[0] ?? {})
}
