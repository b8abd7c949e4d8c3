import { type BrandMail, brandMail } from './brand-mail.tsx'
import type { MailMessage } from './mailer.ts'

export interface ReceiptMail extends BrandMail {
  subject: string
  heading: string
  /** What was declared, and when it arrived: the same rows as on the page. */
  rows: readonly (readonly [label: string, value: string])[]
  notes: readonly string[]
}

/** Says what arrived and when, in text form and at once, as §§ 312k (4) and 356a (4) BGB ask of notice and withdrawal. */
export async function receiptMail(mail: ReceiptMail): Promise<MailMessage> {
  const { subject, heading, rows, notes } = mail
  return brandMail(mail, {
    subject,
    heading,
    preview: rows[0]?.join(': ') ?? heading,
    html: (
      <>
        {rows.map(([label, value]) => (
          <p>
            <span class="small">{label}</span>
            <br />
            {value.split('\n').map((line, index) => (
              <>
                {index > 0 && <br />}
                {line}
              </>
            ))}
          </p>
        ))}
        {notes.map((note) => (
          <p class="small">{note}</p>
        ))}
      </>
    ),
    text: [
      heading,
      rows.map(([label, value]) => `${label}: ${value.replaceAll('\n', '\n  ')}`).join('\n'),
      ...notes,
    ],
  })
}
