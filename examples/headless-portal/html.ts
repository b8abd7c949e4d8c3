/** Text that is HTML already. Only `html` makes it, so that everything else gets escaped. */
export class Markup {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/** A template whose values are escaped, except those made by `html` itself. */
export function html(strings: TemplateStringsArray, ...values: (string | Markup | Markup[])[]): Markup {
  return new Markup(strings.reduce((text, part, index) => text + written(values[index - 1] ?? '') + part))
}

function written(value: string | Markup | Markup[]): string {
  if (typeof value === 'string') return escaped(value)
  return Array.isArray(value) ? value.join('') : value.toString()
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
