/** What customers ask, answered in a few sentences each. */
export const helpDe = {
  title: 'Wie kann {{brand}} helfen?',
  lead: 'Rufen Sie an, schreiben Sie uns, oder sehen Sie nach: Das wird am häufigsten gefragt.',
  frequent: 'Hilfe und häufige Fragen',
  call: 'Anrufen:',
  signIn: {
    title: 'Es geht um Ihren Vertrag?',
    text: 'Wer angemeldet ist, sieht eigene Rechnungen, Verbrauch und Preise und kann hier fast alles selbst erledigen.',
    button: 'Anmelden',
  },
  subjects: {
    bill: 'Rechnung und Zahlung',
    price: 'Preis und Netzentgelt',
    meter: 'Zähler und Verbrauch',
    contract: 'Vertrag und Daten',
  },
  billTooHigh: {
    question: 'Warum ist meine Rechnung so hoch?',
    answer:
      'Vergleichen Sie zuerst den Verbrauch mit dem gleichen Monat im Vorjahr: Heizung, Warmwasser und Laden machen am meisten aus. Ist der Verbrauch gleich geblieben, lag es am Preis; jede Rechnung zeigt Zeile für Zeile, woraus er sich zusammensetzt. Stimmt etwas nicht, melden Sie uns einen Zählerstand oder rufen Sie an, wir rechnen nach.',
    link: 'Verbrauch vergleichen',
  },
  whenPaid: {
    question: 'Wann wird was abgebucht?',
    answer:
      'Jeder Betrag wird an dem Tag abgebucht, der auf der Rechnung steht. Ihr Konto und Ihr SEPA-Mandat sehen und ändern Sie auf der Seite Zahlung. Eine Lastschrift, mit der Sie nicht einverstanden sind, holen Sie innerhalb von acht Wochen bei Ihrer Bank zurück.',
    link: 'Zahlung ansehen',
  },
  cannotPay: {
    question: 'Ich kann eine Rechnung nicht auf einmal bezahlen.',
    answer:
      'Bitte rufen Sie an, bevor die Rechnung fällig ist. Meist finden wir Raten, die für Sie passen. Eine Mahnung oder gar eine Sperre lässt sich so vermeiden.',
    link: 'Offene Rechnungen ansehen',
  },
  priceNow: {
    question: 'Was kostet Strom gerade, und wann ist er günstig?',
    answer:
      'Die Seite Preise zeigt jede Viertelstunde von heute und, ab etwa 13 Uhr, von morgen. Dort steht auch, in welchen Stunden Waschmaschine oder Auto am wenigsten kosten. Bei einem Festpreis gilt rund um die Uhr derselbe Preis.',
    link: 'Preise ansehen',
  },
  dynamicTariff: {
    question: 'Was kostet ein dynamischer Tarif, und was spricht dagegen?',
    answer:
      'Der Preis folgt in jeder Viertelstunde der Strombörse; dazu kommen Netzentgelt, Steuern, Abgaben, unser Aufschlag und der Grundpreis. Wer verschieben kann, etwa Laden, Heizen oder Waschen, zahlt oft weniger als mit einem Festpreis. Dagegen spricht: Es gibt keine Obergrenze, an dunklen, windstillen Tagen kann der Preis auf ein Mehrfaches steigen, und die Rechnung schwankt von Monat zu Monat. Sie brauchen dafür einen Smart Meter.',
    link: 'Preisbestandteile ansehen',
  },
  gridFees: {
    question: 'Wie zahle ich mit Wärmepumpe oder Wallbox weniger Netzentgelt?',
    answer:
      'Geräte mit mehr als 4,2 kW, die seit 2024 in Betrieb sind, darf der Netzbetreiber bei Engpässen kurz drosseln, nie unter 4,2 kW. Dafür senkt er Ihr Netzentgelt: pauschal im Jahr (Modul 1), je Kilowattstunde mit eigenem Zähler (Modul 2) oder zusätzlich zu Modul 1 nach Uhrzeit (Modul 3). Melden Sie uns das Gerät, wir beantragen die Ermäßigung.',
    link: 'Zu Ihren Aufträgen',
  },
  meterReading: {
    question: 'Wie melde ich einen Zählerstand?',
    answer:
      'Geben Sie die Zahl vor dem Komma und den Tag ein, an dem Sie abgelesen haben; ein Foto können Sie mitschicken. Weicht der Stand stark von Ihrem üblichen Verbrauch ab, fragen wir nach, statt ihn abzulehnen. Ein Smart Meter meldet selbst, da müssen Sie nichts tun.',
    link: 'Zählerstand melden',
  },
  smartMeter: {
    question: 'Was bringt mir ein Smart Meter, und wie bekomme ich ihn?',
    answer:
      'Er misst jede Viertelstunde und meldet die Werte selbst; erst damit sehen Sie Ihren Verbrauch genau und können einen dynamischen Tarif nutzen. Eingebaut wird er vom Messstellenbetreiber, auf Wunsch auch, wenn er für Sie nicht Pflicht ist. Was er kosten darf, begrenzt das Gesetz (§\u00A030 und §\u00A035 MsbG); den Betrag erfahren Sie vorher.',
    link: 'Zu Ihren Aufträgen',
  },
  values: {
    question: 'Warum sind manche Verbrauchswerte schraffiert?',
    answer:
      'Diese Werte sind vorläufig oder ersetzt: Der Messstellenbetreiber schickt sie meist am nächsten Tag und berichtigt sie manchmal noch. Sobald der endgültige Wert da ist, steht er an derselben Stelle. Abgerechnet wird mit dem, was zuletzt gemeldet wurde, und eine spätere Berichtigung gleichen wir aus.',
    link: 'Verbrauch ansehen',
  },
  moving: {
    question: 'Ich ziehe um. Was ist zu tun?',
    answer:
      'Melden Sie den Auszug spätestens sechs Wochen vorher mit der neuen Adresse. Können wir Sie dort zu denselben Bedingungen beliefern, geht der Vertrag mit; sonst endet er zum Auszug. Lesen Sie am letzten Tag den Zähler ab, ein Smart Meter macht das selbst.',
    link: 'Umzug melden',
  },
  cancel: {
    question: 'Wie kündige ich?',
    answer:
      'Auf einer Seite und ohne Anmeldung: Name, Vertrag, gewünschtes Ende, absenden. Die Bestätigung mit Datum und Uhrzeit bekommen Sie sofort, und spätestens nach einer Woche nennen wir Ihnen den letzten Tag. Ihr neuer Anbieter kann auch für Sie kündigen.',
    link: 'Verträge hier kündigen',
  },
  withdraw: {
    question: 'Kann ich den Vertrag widerrufen?',
    answer:
      'Ja, innerhalb von 14 Tagen nach Vertragsschluss und ohne Grund. Sie erklären es auf einer Seite, ohne sich anzumelden, und bekommen sofort eine Bestätigung. Haben Sie in dieser Zeit schon Strom bezogen, weil Sie es so wollten, zahlen Sie nur diesen.',
    link: 'Vertrag widerrufen',
  },
  myData: {
    question: 'Was wissen Sie über mich?',
    answer:
      'Alles, was wir zu Ihnen gespeichert haben, laden Sie im Konto als Datei herunter. Dort sehen Sie auch, auf welchen Geräten Sie angemeldet sind und wem Sie Einblick gegeben haben, und beenden beides. Verbrauchswerte gibt es zusätzlich als Tabelle auf der Seite Verbrauch.',
    link: 'Zum Konto',
  },
  outage: {
    title: 'Der Strom ist weg?',
    text: 'Prüfen Sie zuerst Ihre Sicherungen und ob auch die Nachbarn betroffen sind. Störungen im Netz behebt der Netzbetreiber, nicht der Lieferant.',
    grid: 'Ihr Netzbetreiber in {{city}}',
    find: 'Wer das bei Ihnen ist, steht auf jeder Rechnung, und angemeldet sehen Sie es hier.',
    danger: 'Bei Gefahr, etwa einer abgerissenen Leitung: Abstand halten und 112 anrufen.',
  },
  complaint: 'Sie sind nicht zufrieden?',
} as const
