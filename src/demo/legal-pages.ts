import type { BrandInput } from '../brand/brand.ts'

type LegalPages = NonNullable<BrandInput['legal']>

/** Made-up companies: what a real brand's pages would hold (DDG § 5, EnWG § 111a, BFSG Anlage 3), with invented particulars. */
export const sonnwerkLegal: LegalPages = {
  imprint: {
    text: `Sonnwerk GmbH (ein erfundenes Unternehmen der Demo)
Lichtallee 12, 12045 Berlin

Vertreten durch die Geschäftsführerin Sina Beispiel
Telefon 030 1234567, E-Mail hallo@sonnwerk.example
Registergericht Berlin-Charlottenburg, HRB 000000 B
Umsatzsteuer-Identifikationsnummer DE999999999

Streitbeilegung
Sind Sie mit unserer Antwort auf eine Beschwerde nicht einverstanden, können Sie sich an die Schlichtungsstelle Energie e. V. wenden, Friedrichstraße 133, 10117 Berlin, www.schlichtungsstelle-energie.de. Wir nehmen an dem Verfahren teil. Der Verbraucherservice der Bundesnetzagentur informiert über Ihre Rechte.`,
  },
  privacy: {
    text: `Wir verarbeiten Ihre Daten, um Ihren Stromvertrag zu erfüllen: Name, Anschrift, E-Mail, Zählerstände und Viertelstundenwerte, Rechnungen und Zahlungen.

Dieses Portal setzt nur Cookies, die es zum Arbeiten braucht: eines für Ihre Anmeldung, eines während der Anmeldung mit Code, eines, das eine begonnene Bestellung sieben Tage lang wiederfindet, und je eines für Sprache und Darstellung, wenn Sie sie wählen. Es lädt nichts von anderen Anbietern und zählt keine Besuche.

Sie können Auskunft, Berichtigung, Löschung und eine Kopie Ihrer Daten verlangen: hallo@sonnwerk.example.`,
  },
  accessibility: {
    text: `Dieses Portal soll für alle nutzbar sein. Es ist nach den Richtlinien WCAG 2.2, Stufe AA, gebaut: mit der Tastatur und mit Vorleseprogrammen zu bedienen, bis 400 % vergrößerbar, mit ausreichenden Kontrasten, in hell und dunkel. Hinter jedem Diagramm steht eine Tabelle.

Ist Ihnen etwas im Weg, schreiben Sie uns: hallo@sonnwerk.example. Wir antworten innerhalb von zwei Wochen. Zuständig für die Aufsicht ist die Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und Dienstleistungen, Magdeburg.`,
  },
  terms: {
    text: `1. Vertrag
Mit Ihrer Bestellung geben Sie ein Angebot ab; der Vertrag kommt zustande, sobald unsere Bestätigung bei Ihnen ankommt. Er läuft auf unbestimmte Zeit.

2. Lieferung
Wir liefern Strom in Niederspannung an die vereinbarte Lieferstelle. Netznutzung und Messung sind enthalten. Können wir an dem vereinbarten Tag nicht beginnen, weil Ihr bisheriger Vertrag länger läuft, beginnen wir am Tag danach.

3. Preise
Im dynamischen Tarif zahlen Sie für jede Viertelstunde den Börsenpreis und unseren Aufschlag, im festen Tarif einen Arbeitspreis, der sich nicht bewegt. Netzentgelte, Umlagen und Steuern berechnen wir in der Höhe, die jeweils gilt. Ändern wir unseren eigenen Preis, schreiben wir Ihnen mindestens einen Monat vorher, und Sie können zum selben Tag ohne Frist kündigen.

4. Rechnung und Zahlung
Eine Rechnung ist frühestens zwei Wochen nach ihrem Zugang fällig. Sie zahlen auf dem Weg, den Sie gewählt haben. Eine Abbuchung kündigen wir spätestens fünf Tage vorher an.

5. Kündigung und Umzug
Sie kündigen in Textform oder mit „Verträge hier kündigen“, mit der Frist Ihres Tarifs. Ziehen Sie um, können Sie mit sechs Wochen Frist kündigen.

6. Haftung
Für Unterbrechungen und Störungen im Netz haftet der Netzbetreiber (§ 18 NAV). Im Übrigen haften wir nach dem Gesetz.

Diese Bedingungen gehören zu einer Demo und gelten für niemanden.`,
  },
}

export const nordlichtLegal: LegalPages = {
  imprint: {
    text: `Nordlicht Energie GmbH (a made-up company of the demo)
Holtenauer Straße 1, 24105 Kiel

Represented by its managing director Nils Beispiel
Telephone 0431 7654321, e-mail kontakt@nordlicht.example
Register court Kiel, HRB 000000 KI
VAT id DE999999999

Dispute resolution
If our answer to a complaint does not satisfy you, you can turn to Schlichtungsstelle Energie e. V., Friedrichstraße 133, 10117 Berlin, www.schlichtungsstelle-energie.de. We take part in its procedure. The consumer service of the Bundesnetzagentur informs you about your rights.`,
  },
  privacy: {
    text: `We process your data to fulfil your electricity contract: name, address, e-mail, meter readings and quarter-hour values, invoices and payments.

This portal sets only the cookies it needs to work: one for your sign-in, one while you sign in with a code, one that finds an order you have begun for seven days, and one each for language and appearance if you choose them. It loads nothing from other providers and counts no visits.

You can ask for access, correction, deletion and a copy of your data: kontakt@nordlicht.example.`,
  },
  accessibility: {
    text: `This portal is meant to be usable by everybody. It is built to WCAG 2.2, level AA: it works with the keyboard and with screen readers, can be enlarged to 400 %, has sufficient contrast, and comes in light and dark. Behind every chart stands a table.

If something is in your way, write to us: kontakt@nordlicht.example. We answer within two weeks. The supervising authority is the Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und Dienstleistungen, Magdeburg.`,
  },
  terms: {
    text: `1. Contract
By your order you make an offer; the contract is made as soon as our confirmation reaches you. It runs for an indefinite time.

2. Supply
We supply electricity at low voltage to the agreed place. Use of the grid and metering are included. If we cannot begin on the agreed day because your present contract runs longer, we begin on the day after it.

3. Prices
For each quarter of an hour you pay the price of the exchange and our margin. Grid fees, levies and taxes are charged as they apply at the time. If we change our own price, we write to you at least a month ahead, and you can end the contract on the same day without notice.

4. Bills and payment
A bill is due two weeks after it reaches you at the earliest. You pay in the way that you chose. We announce a debit five days ahead at the latest.

5. Ending the contract and moving
You end it in text form or by “Cancel contracts here”, with the notice of your tariff. If you move, you can end it with six weeks’ notice.

6. Liability
For interruptions and faults of the grid the grid operator is liable (§ 18 NAV). Apart from that we are liable as the law has it.

These terms belong to a demo and apply to nobody.`,
  },
}
