/** Texts of the checkout as a whole: its steps, and what can be wrong at a field. */
export const checkoutDe = {
  checkout: {
    title: 'Stromvertrag abschließen',
    progress: 'Schritt {{step}} von {{count}}',
    step: {
      quote: 'Angebot',
      place: 'Lieferort',
      supply: 'Zähler und Beginn',
      person: 'Ihre Angaben',
      email: 'E-Mail bestätigen',
      payment: 'Zahlung',
      summary: 'Prüfen und bestellen',
    },
    next: 'Weiter',
    back: 'Zurück',
    used: {
      title: 'Aus diesem Angebot ist schon ein Vertrag geworden.',
      lead: 'Melden Sie sich an, dann sehen Sie ihn: mit einem Code, den wir an Ihre E-Mail-Adresse senden.',
      portal: 'Zu meinem Vertrag',
      again: 'Ein neues Angebot ansehen',
    },
  },
} as const
