import { helpDe } from './messages-help.de.ts'

/** Texts of the frame around every page, of orders and of help. */
export const ordersDe = {
  sections: {
    overview: 'Übersicht',
    usage: 'Verbrauch',
    prices: 'Preise',
    invoices: 'Rechnungen',
    meterReadings: 'Zählerstände',
    tariff: 'Tarif',
    paymentMethod: 'Zahlung',
    orders: 'Aufträge',
    account: 'Konto',
    help: 'Hilfe',
    more: 'Mehr',
    moreCurrent: '– Sie sind bei: {{name}}',
  },
  orders: {
    title: 'Aufträge',
    kicker: 'Vertrag {{number}}',
    from: 'ab {{time}} Uhr',
    at: '{{date}}, {{time}} Uhr',
    answer: {
      ended: 'Ihr Vertrag endete am {{date}}.',
      blocked: {
        check_missing: 'Ihr Smart Meter wartet auf Ihre Angaben zum Zählerschrank.',
        grid_operator_registration: 'Ihr Smart Meter wartet auf den Netzbetreiber.',
      },
      appointment: 'Der Termin für Ihren Smart Meter steht.',
      appointmentOver: 'Der Termin für Ihren Smart Meter ist vorbei.',
      meterOrdered: 'Ihr Smart Meter ist bestellt.',
      meterInstalled: 'Ihr Smart Meter ist eingebaut.',
      reductionOrdered: 'Ihr ermäßigtes Netzentgelt ist beantragt.',
      nothing: 'Für diesen Vertrag ist nichts bestellt.',
      done: 'Alles erledigt. Es läuft kein Auftrag.',
    },
    lead: {
      ended: 'Zu diesem Vertrag läuft kein Auftrag mehr.',
      blocked: {
        check_missing:
          '{{provider}} braucht Fotos und ein paar Angaben zu Ihrem Zählerschrank und hat Ihnen dazu geschrieben. Sobald sie da sind, geht es weiter.',
        grid_operator_registration:
          'Der Netzbetreiber muss den neuen Zähler erst anmelden. Sie müssen nichts tun; {{provider}} fragt für Sie nach.',
      },
      appointment: 'Bitte halten Sie sich diese Zeit frei.',
      appointmentOver: 'Sobald gemeldet ist, dass der Zähler eingebaut ist, steht es hier.',
      meterOrdered: '{{provider}} meldet sich, wenn etwas von Ihnen gebraucht wird.',
      meterInstalled: 'Bis er seine Werte sendet, dauert es meist noch einige Tage.',
      reductionOrdered: 'Der Netzbetreiber prüft den Antrag. Sie müssen nichts tun.',
      nothing: 'Was für Sie möglich wäre, sehen Sie hier.',
      nothingPossible: 'Sie haben schon, was wir für diesen Vertrag anbieten.',
      done: 'Was wann geschehen ist, sehen Sie hier.',
    },
    empty:
      'Sobald Sie etwas bestellen, zum Beispiel einen Smart Meter, verfolgen Sie es hier Schritt für Schritt.',
    blockedSince: 'Angehalten seit {{date}}',
    blockedReason: {
      check_missing: 'Es fehlen Ihre Angaben zum Zählerschrank.',
      grid_operator_registration: 'Die Anmeldung beim Netzbetreiber steht aus.',
    },
    state: { cancelled: 'beendet', blocked: 'angehalten', running: 'läuft', done: 'erledigt' },
    prepare: {
      title: 'Das hilft am Termin',
      access: 'Der Zählerschrank ist zugänglich, davor ist etwa ein Meter frei.',
      adult: 'Jemand ab 18 Jahren öffnet und bleibt in der Nähe. Die Fachkraft weist sich aus.',
      power: 'Der Strom ist eine Weile abgeschaltet. Speichern Sie vorher, was am Rechner offen ist.',
    },
    meter: {
      title: 'Smart Meter',
      by: 'Einbau und Betrieb: {{provider}}',
      reached: {
        created: 'Sie haben bestellt',
        placed: 'Auftrag ist beim Messstellenbetreiber',
        check_submitted: 'Sie haben Ihre Angaben zum Zählerschrank geschickt',
        check_reviewed: 'Ihre Angaben sind geprüft',
        scheduled: 'Termin für den Einbau',
        installed: 'Zähler ist eingebaut',
        activated: 'Zähler sendet seine Werte',
      },
      ahead: {
        created: 'Bestellung',
        placed: 'Auftrag an den Messstellenbetreiber',
        check_submitted: 'Ihre Angaben zum Zählerschrank',
        check_reviewed: 'Prüfung Ihrer Angaben',
        scheduled: 'Termin für den Einbau',
        installed: 'Einbau',
        activated: 'Erste Werte',
      },
      next: {
        created: '',
        placed: 'Wir geben Ihren Auftrag weiter.',
        check_submitted: '{{provider}} fragt Sie nach Fotos und ein paar Angaben.',
        check_reviewed: '{{provider}} sieht sich Ihre Angaben an.',
        scheduled: '{{provider}} schlägt Ihnen Termine vor.',
        installed: 'Die Rückmeldung vom Einbau steht noch aus.',
        activated: 'Das dauert meist einige Tage.',
      },
      cancelled: {
        title: 'Auftrag beendet',
        pre_existing: 'Es gab schon einen Smart Meter.',
        customer_request: 'Sie haben ihn zurückgezogen.',
      },
    },
    module: {
      m1: {
        title: 'Netzentgelt, Modul 1',
        text: 'Ein fester Betrag im Jahr weniger, weil der Netzbetreiber Ihre Wärmepumpe oder Wallbox bei Engpässen kurz drosseln darf (§\u00A014a EnWG).',
      },
      m2: {
        title: 'Netzentgelt, Modul 2',
        text: 'Für den Strom Ihrer Wärmepumpe oder Wallbox zahlen Sie je Kilowattstunde 60 Prozent weniger Netzentgelt (§\u00A014a EnWG).',
      },
      m3: {
        title: 'Netzentgelt, Modul 3',
        text: 'Das Netzentgelt hängt von der Uhrzeit ab: Wer in ruhigen Stunden lädt oder heizt, zahlt weniger (§\u00A014a EnWG).',
      },
    },
    rejected: 'Der Netzbetreiber hat den Antrag abgelehnt',
    rejectedUnknown: 'Einen Grund hat er nicht genannt. Fragen Sie uns, wir klären das.',
    reduction: {
      state: {
        intended: 'vorgemerkt',
        ordered: 'beantragt',
        rejected: 'abgelehnt',
        activated: 'gilt',
        ended: 'beendet',
      },
      step: {
        intended: 'Vorgemerkt für den Beginn der Lieferung',
        ordered: 'Beim Netzbetreiber beantragt',
        confirming: 'Bestätigung des Netzbetreibers',
        rejected: 'Abgelehnt',
        activated: 'Gilt seit',
        ended: 'Letzter Tag',
      },
      waiting: 'steht noch aus',
    },
    possible: {
      title: 'Was Sie bestellen können',
      more: 'Was das bedeutet',
      smart_meter: {
        title: 'Smart Meter',
        text: 'Er misst jede Viertelstunde und meldet selbst. Ablesen entfällt, und ein Tarif mit Börsenpreis wird möglich.',
      },
      module_1: {
        title: 'Weniger Netzentgelt',
        text: 'Haben Sie eine Wärmepumpe, eine Wallbox oder einen Speicher mit mehr als 4,2 kW? Dann steht Ihnen nach §\u00A014a EnWG ein ermäßigtes Netzentgelt zu.',
      },
      module_3: {
        title: 'Netzentgelt nach Uhrzeit',
        text: 'Zusätzlich zu Modul 1: In ruhigen Stunden kostet das Netz weniger, am frühen Abend mehr. Das lohnt sich, wenn Sie verschieben können.',
      },
      how: 'So bestellen Sie',
      howText: 'Schreiben Sie {{brand}} oder rufen Sie an. Danach verfolgen Sie den Auftrag hier.',
    },
  },
  help: helpDe,
} as const
