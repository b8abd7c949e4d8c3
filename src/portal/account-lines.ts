import { parsePostalCode } from '../domain/market-identifiers-locations.ts'
import { line } from '../domain/text.ts'
import type { Field } from '../http/form.ts'
import type { LineFault, LinesForm } from './account-view-model.ts'

/** Longer than anything that could be right; the rest of what was typed is not given back. */
const TYPED_CHARACTERS = 250

/** The named lines of a posted form, with what is wrong with each. `most` is how many characters a line may have. */
export function readLines<Name extends string>(
  field: Field,
  names: readonly Name[],
  most: Readonly<Record<Name, number>>,
): LinesForm<Name> & { isRight: boolean } {
  const values = Object.fromEntries(
    Object.keys(most).map((name) => [name, (field(name) ?? '').slice(0, TYPED_CHARACTERS)]),
  ) as Record<Name, string>
  const faults: Partial<Record<Name, LineFault>> = {}
  for (const name of names) {
    const fault = lineFault(name, values[name], most[name])
    if (fault) faults[name] = fault
  }
  return { values, faults, isRight: Object.keys(faults).length === 0 }
}

function lineFault(name: string, typed: string, max: number): LineFault | null {
  const { length } = typed.trim()
  if (length === 0) return { kind: 'missing' }
  if (name === 'zip') return parsePostalCode(typed).ok ? null : { kind: 'zip' }
  if (length > max) return { kind: 'too_long', max }
  return line(max).safeParse(typed).success ? null : { kind: 'character' }
}
