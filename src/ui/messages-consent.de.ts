/** German texts of the page on which a customer lets an app read, and of what they see of it in /account. */
export const consentDe = {
  consent: {
    title: 'Zugriff erlauben',
    heading: 'Darf {{app}} Ihre Energiedaten lesen?',
    lead: '{{app}} fragt {{brand}} nach Ihren Daten. Sie entscheiden.',
    reads: 'Das liest {{app}} dann',
    read: {
      person: 'Ihren Namen, Ihre E-Mail-Adresse und Ihre Anschriften',
      contracts: 'Ihre Verträge, Zähler und Aufträge; von der IBAN nur Anfang und Ende',
      invoices: 'Ihre Rechnungen und Abschläge',
      readings: 'Ihre Zählerstände',
      usage: 'Ihren Verbrauch, wo gemessen auch je Viertelstunde',
      prices: 'Ihre Strompreise',
    },
    readOnly: '{{app}} kann nichts ändern, bestellen oder bezahlen.',
    until: 'Sie beenden den Zugriff jederzeit unter „Konto“.',
    who: 'Es geht um das Energiekonto von {{name}}, {{email}}.',
    other: 'Anderes Konto nehmen',
    back: 'Danach geht es zurück zu {{host}}.',
    backToApp: 'Danach geht es zurück in die App.',
    allow: 'Erlauben',
    deny: 'Ablehnen',
    unknownTitle: 'Unbekannte Anfrage',
    unknownHeading: 'Diese Anfrage gilt nicht oder nicht mehr.',
    unknownLead:
      'Es wurde nichts freigegeben. Beginnen Sie bitte noch einmal in der App, die Ihre Daten braucht.',
    home: 'Zum Energiekonto',
  },
  consents: {
    lead_one: 'Diese App liest Ihre Daten, weil Sie es ihr erlaubt haben.',
    lead_other: 'Diese Apps lesen Ihre Daten, weil Sie es ihnen erlaubt haben.',
    reads: 'Liest Name und Anschriften, Verträge, Rechnungen, Zählerstände, Verbrauch und Preise.',
    since: 'Erlaubt am {{date}} um {{time}} Uhr',
    end: 'Zugriff beenden',
    endNamed: 'Zugriff von {{app}} beenden',
    ended: 'Der Zugriff ist beendet. Die App behält, was sie bisher gelesen hat, und liest nichts mehr.',
  },
} as const
