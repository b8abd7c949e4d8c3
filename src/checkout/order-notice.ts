import type { OrderSection } from '../mail/order-mail.tsx'
import type { Locale } from '../ui/i18n.ts'
import type { Seller } from './order-sheet.ts'

interface NoticeTexts {
  title: string
  right: string
  rightText: (seller: string, address: string, online: string) => readonly string[]
  effects: string
  effectsText: readonly string[]
  form: string
  formIntro: string
  formTo: (seller: string) => string
  formText: readonly string[]
}

/**
 * The withdrawal notice and form of Annexes 1 and 2 to Art. 246a § 1 (2) EGBGB, filled in for the supply of electricity; the
 * English one is that of Annex I to Directive 2011/83/EU. The wording is the law's: who keeps to it has informed properly
 * (Art. 246a § 1 (2) sentence 2 EGBGB). It names the online function of § 356a BGB.
 */
const TEXTS: Record<Locale, NoticeTexts> = {
  de: {
    title: 'Widerrufsbelehrung',
    right: 'Widerrufsrecht',
    rightText: (seller, address, online) => [
      'Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen.',
      'Die Widerrufsfrist beträgt vierzehn Tage ab dem Tag des Vertragsabschlusses.',
      `Um Ihr Widerrufsrecht auszuüben, müssen Sie uns (${seller}, ${address}) mittels einer eindeutigen Erklärung (z. B. ein mit der Post versandter Brief oder eine E-Mail) über Ihren Entschluss, diesen Vertrag zu widerrufen, informieren. Sie können dafür das beigefügte Muster-Widerrufsformular verwenden, das jedoch nicht vorgeschrieben ist.`,
      `Sie können Ihr Widerrufsrecht auch online unter ${online} mit der Schaltfläche „Vertrag widerrufen“ ausüben. Wenn Sie diese Online-Funktion nutzen, übermitteln wir Ihnen unverzüglich auf einem dauerhaften Datenträger (z. B. per E-Mail) eine Eingangsbestätigung mit dem Inhalt der Widerrufserklärung sowie dem Datum und der Uhrzeit ihres Eingangs.`,
      'Zur Wahrung der Widerrufsfrist reicht es aus, dass Sie die Mitteilung über die Ausübung des Widerrufsrechts vor Ablauf der Widerrufsfrist absenden.',
    ],
    effects: 'Folgen des Widerrufs',
    effectsText: [
      'Wenn Sie diesen Vertrag widerrufen, haben wir Ihnen alle Zahlungen, die wir von Ihnen erhalten haben, einschließlich der Lieferkosten (mit Ausnahme der zusätzlichen Kosten, die sich daraus ergeben, dass Sie eine andere Art der Lieferung als die von uns angebotene, günstigste Standardlieferung gewählt haben), unverzüglich und spätestens binnen vierzehn Tagen ab dem Tag zurückzuzahlen, an dem die Mitteilung über Ihren Widerruf dieses Vertrags bei uns eingegangen ist. Für diese Rückzahlung verwenden wir dasselbe Zahlungsmittel, das Sie bei der ursprünglichen Transaktion eingesetzt haben, es sei denn, mit Ihnen wurde ausdrücklich etwas anderes vereinbart; in keinem Fall werden Ihnen wegen dieser Rückzahlung Entgelte berechnet.',
      'Haben Sie verlangt, dass die Lieferung von Strom während der Widerrufsfrist beginnen soll, so haben Sie uns einen angemessenen Betrag zu zahlen, der dem Anteil der bis zu dem Zeitpunkt, zu dem Sie uns von der Ausübung des Widerrufsrechts hinsichtlich dieses Vertrags unterrichten, bereits erbrachten Lieferungen im Vergleich zum Gesamtumfang der im Vertrag vorgesehenen Lieferungen entspricht.',
    ],
    form: 'Muster-Widerrufsformular',
    formIntro:
      '(Wenn Sie den Vertrag widerrufen wollen, dann füllen Sie bitte dieses Formular aus und senden Sie es zurück.)',
    formTo: (seller) => `— An ${seller}:`,
    formText: [
      '— Hiermit widerrufe(n) ich/wir (*) den von mir/uns (*) abgeschlossenen Vertrag über die Lieferung von Strom',
      '— Bestellt am (*)/erhalten am (*)',
      '— Name des/der Verbraucher(s)',
      '— Anschrift des/der Verbraucher(s)',
      '— Unterschrift des/der Verbraucher(s) (nur bei Mitteilung auf Papier)',
      '— Datum',
      '(*) Unzutreffendes streichen.',
    ],
  },
  en: {
    title: 'Withdrawal notice',
    right: 'Right of withdrawal',
    rightText: (seller, address, online) => [
      'You have the right to withdraw from this contract within 14 days without giving any reason.',
      'The withdrawal period will expire after 14 days from the day of the conclusion of the contract.',
      `To exercise the right of withdrawal, you must inform us (${seller}, ${address}) of your decision to withdraw from this contract by an unequivocal statement (e.g. a letter sent by post or e-mail). You may use the attached model withdrawal form, but it is not obligatory.`,
      `You can also exercise your right of withdrawal online at ${online} by the button “Withdraw from contract”. If you use this online function, we will send you without undue delay, on a durable medium (e.g. by e-mail), an acknowledgement of receipt with the content of your statement of withdrawal and the date and time of its receipt.`,
      'To meet the withdrawal deadline, it is sufficient for you to send your communication concerning your exercise of the right of withdrawal before the withdrawal period has expired.',
    ],
    effects: 'Effects of withdrawal',
    effectsText: [
      'If you withdraw from this contract, we shall reimburse to you all payments received from you, including the costs of delivery (with the exception of the supplementary costs resulting from your choice of a type of delivery other than the least expensive type of standard delivery offered by us), without undue delay and in any event not later than 14 days from the day on which we are informed about your decision to withdraw from this contract. We will carry out such reimbursement using the same means of payment as you used for the initial transaction, unless you have expressly agreed otherwise; in any event, you will not incur any fees as a result of such reimbursement.',
      'If you requested to begin the supply of electricity during the withdrawal period, you shall pay us an amount which is in proportion to what has been provided until you have communicated us your withdrawal from this contract, in comparison with the full coverage of the contract.',
    ],
    form: 'Model withdrawal form',
    formIntro: '(Complete and return this form only if you wish to withdraw from the contract.)',
    formTo: (seller) => `— To ${seller}:`,
    formText: [
      '— I/We (*) hereby give notice that I/We (*) withdraw from my/our (*) contract for the supply of electricity',
      '— Ordered on (*)/received on (*)',
      '— Name of consumer(s)',
      '— Address of consumer(s)',
      '— Signature of consumer(s) (only if this form is notified on paper)',
      '— Date',
      '(*) Delete as appropriate.',
    ],
  },
}

/** `online`: the address at which the contract can be withdrawn from without signing in. */
export function noticeSections(locale: Locale, { name, lines }: Seller, online: string): OrderSection[] {
  const texts = TEXTS[locale]
  const address = lines.join(', ')
  return [
    {
      title: texts.title,
      parts: [
        { title: texts.right, paragraphs: texts.rightText(name, address, online) },
        { title: texts.effects, paragraphs: texts.effectsText },
      ],
    },
    {
      title: texts.form,
      paragraphs: [texts.formIntro, texts.formTo([name, ...lines].join(', ')), ...texts.formText],
    },
  ]
}
