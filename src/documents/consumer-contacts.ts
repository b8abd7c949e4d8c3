import type { ComparisonGroups, ConsumerContacts } from './supplier.ts'

/**
 * The same for every supplier of households in Germany, so that a profile need not repeat them; each can be replaced in the
 * profile. Addresses as the bodies themselves publish them; look them up again before first use.
 */
export const CONSUMER_CONTACTS: ConsumerContacts = {
  // § 111a, § 111b EnWG
  disputes: {
    name: { de: 'Beschwerde und Schlichtung', en: 'Complaints and dispute resolution' },
    text: {
      de: 'Sind Sie nicht zufrieden, wenden Sie sich bitte zuerst an uns. Wir antworten innerhalb von vier Wochen. Helfen wir Ihrer Beschwerde nicht ab, können Sie als Verbraucherin oder Verbraucher die Schlichtungsstelle anrufen; ihr Verfahren ist für Sie kostenfrei, und wir nehmen daran teil. Ihr Recht, die Gerichte anzurufen, bleibt unberührt.',
      en: 'If you are not satisfied, please turn to us first. We answer within four weeks. If we do not remedy your complaint, you can as a consumer call on the dispute resolution body; its procedure is free of charge for you, and we take part in it. Your right to go to court is not affected.',
    },
    lines: [
      'Schlichtungsstelle Energie e. V.',
      'Friedrichstraße 133, 10117 Berlin',
      'Telefon 030 2757240-0',
      'info@schlichtungsstelle-energie.de',
      'www.schlichtungsstelle-energie.de',
    ],
  },
  // § 40 (2) no. 10 EnWG
  regulator: {
    name: {
      de: 'Verbraucherservice der Bundesnetzagentur',
      en: 'Consumer service of the Bundesnetzagentur',
    },
    text: {
      de: 'Informiert über Ihre Rechte, geltendes Recht und Streitbeilegung bei Strom und Gas.',
      en: 'Informs you about your rights, the law that applies and dispute resolution for electricity and gas.',
    },
    lines: [
      'Bundesnetzagentur, Verbraucherservice',
      'Postfach 8001, 53105 Bonn',
      'Telefon 0228 141516',
      'verbraucherservice-energie@bnetza.de',
      'www.bundesnetzagentur.de',
    ],
  },
  // § 40 (2) no. 11 EnWG, § 4 EDL-G
  advice: {
    name: { de: 'Energie sparen', en: 'Saving energy' },
    text: {
      de: 'Anbieter von Energiedienstleistungen, Energieaudits und Energieeffizienzmaßnahmen nennt die Bundesstelle für Energieeffizienz. Unabhängig beraten die Energieagenturen und die Verbraucherzentralen.',
      en: 'The Bundesstelle für Energieeffizienz lists providers of energy services, audits and efficiency measures. Energy agencies and consumer associations give independent advice.',
    },
    lines: ['www.bfee-online.de', 'www.verbraucherzentrale-energieberatung.de', 'www.dena.de'],
  },
  // § 20a, § 41c EnWG
  switching: {
    name: { de: 'Anbieter wechseln', en: 'Changing supplier' },
    text: {
      de: 'Sie können den Lieferanten jederzeit zum Ende Ihres Vertrags wechseln, schnell und ohne Kosten. Beim Vergleich helfen Vergleichsportale mit dem Vertrauenszeichen der Bundesnetzagentur (§ 41c EnWG). Unsere aktuellen Preise und Tarife finden Sie auf unserer Website.',
      en: 'You can change supplier at the end of your contract, quickly and free of charge. Comparison tools that carry the trust mark of the Bundesnetzagentur (§ 41c EnWG) help to compare. You find our current prices and tariffs on our website.',
    },
    lines: ['www.bundesnetzagentur.de'],
  },
}

/**
 * Round figures to stand in until the operator enters those of a survey: they come from no official statistics, and the
 * invoice says so.
 */
export const COMPARISON_GROUPS: ComparisonGroups = {
  groups: [
    { label: { de: '1 Person', en: '1 person' }, kwhPerYear: 1500 },
    { label: { de: '2 Personen', en: '2 people' }, kwhPerYear: 2500 },
    { label: { de: '3 Personen', en: '3 people' }, kwhPerYear: 3200 },
    { label: { de: '4 Personen', en: '4 people' }, kwhPerYear: 3900 },
    { label: { de: '5 und mehr', en: '5 and more' }, kwhPerYear: 4800 },
  ],
  source: {
    de: 'Gerundete Richtwerte des Lieferanten für Haushalte ohne Wärmepumpe und Elektroauto, keine amtliche Statistik.',
    en: 'Rounded guide values of the supplier for households without heat pump and electric car, not official statistics.',
  },
}
