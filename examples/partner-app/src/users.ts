/** One row of the app's own user table. */
export interface User {
  readonly id: string
  readonly email: string
  readonly name: string
  /** What this demo account shows, for the sign-in page. */
  readonly story: string
  /** What Sonnwerk has installed at this customer's. */
  readonly installation: { readonly name: string; readonly state: string; readonly next: string }
  /** Stromtor's id of this customer. A real partner stores it when it creates the customer. */
  readonly stromtorCustomerId: string | undefined
}

export interface UserTable {
  readonly all: () => readonly User[]
  readonly find: (id: string) => User | undefined
  /** The user, when the e-mail is known and the password right. */
  readonly authenticate: (email: string, password: string) => User | undefined
  readonly setCustomerId: (id: string, stromtorCustomerId: string | undefined) => void
}

const accounts: readonly Omit<User, 'stromtorCustomerId'>[] = [
  {
    id: '1',
    email: 'anna@example.com',
    name: 'Anna Sommer',
    story: 'Smart Meter und dynamischer Tarif: jeder Tag in Viertelstunden',
    installation: { name: 'Wärmepumpe, 8 kW', state: 'In Betrieb', next: 'Wartung im Frühjahr' },
  },
  {
    id: '2',
    email: 'bernd@example.com',
    name: 'Bernd Winter',
    story: 'Analoger Zähler, Festpreis und monatliche Abschläge',
    installation: {
      name: 'Photovoltaik, 7,2 kWp',
      state: 'Angebot liegt vor',
      next: 'Besichtigung des Daches',
    },
  },
  {
    id: '3',
    email: 'clara@example.com',
    name: 'Clara Neu',
    story: 'Noch ohne Stromvertrag: gelangt zur Bestellung',
    installation: { name: 'Wärmepumpe, 6 kW', state: 'Einbau läuft', next: 'Hydraulischer Abgleich' },
  },
  {
    id: '4',
    email: 'dilek@example.com',
    name: 'Dilek Yıldız',
    story: 'Firma mit zwei Verträgen, für Laden und Wohnung',
    installation: { name: 'Photovoltaik, 24 kWp', state: 'In Betrieb', next: 'Reinigung der Module' },
  },
  {
    id: '5',
    email: 'emil@example.com',
    name: 'Emil Intern',
    story: 'Tarif ohne Portal: zeigt die Absage mit Vorgangsnummer',
    installation: { name: 'Wallbox, 11 kW', state: 'In Betrieb', next: 'Kein Termin offen' },
  },
  {
    id: '6',
    email: 'frida@example.com',
    name: 'Frida Sonne',
    story: 'Verbrauch und Einspeisung vom eigenen Dach',
    installation: {
      name: 'Photovoltaik, 9,8 kWp, mit Speicher',
      state: 'In Betrieb',
      next: 'Prüfung des Speichers',
    },
  },
  {
    id: '7',
    email: 'gero@example.com',
    name: 'Gero Fort',
    story: 'Beendeter Vertrag: Verlauf und Schlussrechnung',
    installation: { name: 'Photovoltaik, 5,4 kWp', state: 'Abgebaut', next: 'Kein Termin offen' },
  },
]

/** Every account's password. A real app has its own identity system in this place. */
const password = 'demo'

/** The demo accounts, kept in memory. */
export function createUserTable(): UserTable {
  const users = new Map<string, User>()
  for (const account of accounts) users.set(account.id, { ...account, stromtorCustomerId: undefined })
  return {
    all: () => [...users.values()],
    find: (id) => users.get(id),
    authenticate: (email, given) => {
      if (given !== password) return undefined
      return [...users.values()].find((user) => user.email === email.trim().toLowerCase())
    },
    setCustomerId: (id, stromtorCustomerId) => {
      const user = users.get(id)
      if (user) users.set(id, { ...user, stromtorCustomerId })
    },
  }
}
