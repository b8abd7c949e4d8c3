import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { callbackify } from 'node:util'
import { type AddressObject, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { Temporal } from 'temporal-polyfill'

/** A mail that the demo sent, as its recipient would read it. */
export interface InboxMail {
  id: string
  receivedAt: Temporal.Instant
  from: string
  to: string
  subject: string
  text: string
  html: string | null
}

export interface Inbox {
  /** Where to send mail: `smtp://127.0.0.1:{port}`. */
  smtpUrl: string
  /** Newest first. */
  messages: () => readonly InboxMail[]
  stop: () => Promise<void>
}

const KEPT_MAILS = 100
const MAX_BYTES = 1024 * 1024

/**
 * A real SMTP server on a free port of the loopback address, which delivers to nobody: it keeps the last hundred mails
 * in memory, for the demo's inbox page and for tests.
 */
export async function startInbox(): Promise<Inbox> {
  const kept: InboxMail[] = []

  async function receive(stream: SMTPServerDataStream): Promise<void> {
    const parsed = await simpleParser(stream)
    // The stream ends early for a mail above the limit; what arrived of it is thrown away.
    if (stream.sizeExceeded)
      throw Object.assign(new Error(`A mail is at most ${MAX_BYTES} bytes.`), { responseCode: 552 })
    kept.unshift({
      id: randomUUID(),
      receivedAt: Temporal.Now.instant(),
      from: addressText(parsed.from),
      to: addressText(parsed.to),
      subject: parsed.subject ?? '',
      text: parsed.text ?? '',
      html: parsed.html || null,
    })
    kept.length = Math.min(kept.length, KEPT_MAILS)
  }

  const server = new SMTPServer({
    // Nothing leaves this machine, so there is nobody to sign in and nothing to encrypt.
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAX_BYTES,
    closeTimeout: 1_000,
    onData: (stream, _session, done) => callbackify(() => receive(stream))(done),
  })
  // A sender that hangs up in the middle is its own trouble.
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      server.server.off('error', reject)
      resolve()
    })
  })
  const { port } = server.server.address() as AddressInfo
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    messages: () => kept,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function addressText(address: AddressObject | AddressObject[] | undefined): string {
  return [address ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ')
}
