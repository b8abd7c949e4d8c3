/** "1.234,56 €" as 1234.56; the portal writes a real minus sign. Throws when there is no number. */
export function readGerman(text: string): number {
  const [found] = /[−-]?[\d.]+(,\d+)?/.exec(text) ?? []
  if (found === undefined) throw new Error(`No number in "${text}"`)
  return Number(found.replace('−', '-').replaceAll('.', '').replace(',', '.'))
}

/** The same in cents, so that sums are exact. */
export const readCents = (text: string): number => Math.round(readGerman(text) * 100)

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
