import type { Tx } from '../../db/database.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import type { DeclarationContent } from './declaration.ts'

export interface MatchedContract {
  id: SubscriptionId
  number: string
  planName: string
  email: string
  customerLocale: 'de' | 'en' | null
}

interface Person {
  first_name: string
  last_name: string
  company_name: string | null
  email: string
}

/** A contract's number is as long as the table allows; more words than these are no way to name one. */
const NUMBER = /^[A-Z0-9-]{4,30}$/
const MOST_WORDS = 12

/**
 * The contract that a declaration is certain to mean: its number is named, and its customer by name or e-mail address.
 * Undefined for anything less, and where two contracts are named.
 */
export async function matchContract(
  tx: Tx,
  organizationId: OrganizationId,
  { name, contract, email }: Pick<DeclarationContent, 'name' | 'contract' | 'email'>,
): Promise<MatchedContract | undefined> {
  const numbers = numbersIn(contract)
  // Asked for also where nothing could be found: a contract that exists must not be told by the time this takes.
  const rows = await tx
    .selectFrom('subscriptions as s')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.customer_id'),
    )
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .select([
      's.id',
      's.number',
      'p.name as plan_name',
      'c.first_name',
      'c.last_name',
      'c.company_name',
      'c.email',
      'c.locale',
    ])
    .where('s.organization_id', '=', organizationId)
    .where('s.number', 'in', numbers.length > 0 ? numbers : [''])
    .execute()
  const [row, another] = rows
  if (!row || another || !isSamePerson(row, name, email)) return undefined
  return {
    id: row.id,
    number: row.number,
    planName: row.plan_name,
    email: row.email,
    customerLocale: row.locale,
  }
}

/** What could be a number in `Vertrag H62SU12A, Weserstraße` or `h62 su12a`. */
export function numbersIn(text: string): string[] {
  const upper = text.toUpperCase()
  const words = upper.split(/[^A-Z0-9-]+/).slice(0, MOST_WORDS)
  const joined = upper.replace(/[^A-Z0-9-]/g, '')
  return [...new Set([joined, ...words])].filter((word) => NUMBER.test(word))
}

function isSamePerson(person: Person, name: string, email: string): boolean {
  if (person.email.toLowerCase() === email.toLowerCase()) return true
  const given = wordsOf(name)
  const names = [`${person.first_name} ${person.last_name}`, person.company_name ?? '']
  return names.some((known) => given !== '' && wordsOf(known) === given)
}

/** A name without regard to order, case, accents and punctuation: `Sommer, Anna` is `anna sommer`. */
export const wordsOf = (name: string): string =>
  (
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .toSorted()
    .join(' ')
