/**
 * Helps with typing an IBAN: groups it in fours, names the bank's country, and says at once when the check digits do not
 * fit. Words come from the server (`data-*`); the server checks again, and knows more.
 */
const LENGTHS =
  'AD24AL28AT20BE16BG22CH21CY28CZ24DE22DK18EE20ES24FI18FR27GB22GI23GR27HR21HU28IE22IS26IT27LI21LT20LU20LV21MC27MD24ME22MK19MT31NL18NO15PL28PT25RO24RS22SE24SI19SK24SM27VA22'

const bare = (text: string) => text.replace(/[^a-z0-9]/gi, '').toUpperCase()
const grouped = (iban: string) => iban.replace(/(.{4})(?=.)/g, '$1 ')

/** The remainder by 97 of the number, its letters as 10 to 35: 1 where it fits (ISO 7064). */
function fits(iban: string): boolean {
  let rest = 0
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

function equip(input: HTMLInputElement, output: HTMLOutputElement): void {
  const words = output.dataset
  const countries = new Intl.DisplayNames(document.documentElement.lang, { type: 'region' })

  function counted(kind: string, count: number): string {
    return (words[count === 1 ? `${kind}One` : `${kind}Other`] ?? '').replace('#', String(count))
  }

  /** While somebody types, what is missing goes without saying. */
  function say(isTyping: boolean): void {
    const iban = bare(input.value)
    const letters = /^[A-Z]{2}/.exec(iban)?.[0]
    const place = letters === undefined ? -1 : LENGTHS.search(new RegExp(`${letters}\\d`))
    const missing = Number(LENGTHS.slice(place + 2, place + 4)) - iban.length
    const country = place < 0 ? '' : (countries.of(letters ?? '') ?? '')
    let text = country
    let tone = ''
    if (place >= 0 && missing === 0) {
      tone = fits(iban) ? 'good' : 'wrong'
      text = (words[tone] ?? '').replace('%', country)
    } else if (place >= 0 && missing < 0) {
      tone = 'wrong'
      text = counted('extra', -missing)
    } else if (place >= 0 && !isTyping) text = `${country}. ${counted('missing', missing)}`
    if (output.textContent !== text) output.textContent = text
    output.className = `live ${tone}`
  }

  input.addEventListener('input', () => {
    const before = bare(input.value.slice(0, input.selectionStart ?? 0)).length
    input.value = grouped(bare(input.value))
    const caret = before + Math.max(0, Math.ceil(before / 4) - 1)
    input.setSelectionRange(caret, caret)
    say(true)
  })
  input.addEventListener('change', () => say(false))
  if (input.value !== '') say(false)
}

const input = document.querySelector<HTMLInputElement>('#iban')
const output = document.querySelector<HTMLOutputElement>('output[for="iban"]')
if (input !== null && output !== null) equip(input, output)
