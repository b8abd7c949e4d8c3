import { setImmediate as afterAnswer, setTimeout as pause } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'

export interface MailMessage {
  /** Whom the recipient sees as the sender. Without an address of its own, the installation's is used. */
  sender: { name: string; email: string | null }
  to: string
  subject: string
  text: string
  html: string
}

export interface Mailer {
  /**
   * Sends in the background and never fails: `make` too runs after the caller has gone on, so that whoever waits for
   * the caller's answer cannot tell by its time whether a mail is sent.
   */
  deliver: (make: () => MailMessage | Promise<MailMessage>) => void
  /** Lets what is on its way arrive, for a few seconds at most, and closes the connections. */
  close: () => Promise<void>
}

export interface MailerOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  smtpUrl: string
  /** The installation's own address, for brands without one. */
  from: string
  log: Logger
  /** Waits before the second and each further attempt. */
  retryDelaysMs?: readonly number[]
}

const RETRY_DELAYS_MS = [1_000, 5_000, 20_000]
const TIMEOUT_MS = 15_000
const CLOSE_MS = 5_000

/**
 * Mail over SMTP, on a few connections that stay open. A server that is busy or away is tried again; one that refuses
 * for good is not. What still waits for another attempt lives in this process alone and is lost with it: whoever misses
 * a code asks for another.
 */
export function createMailer({ smtpUrl, from, log, retryDelaysMs = RETRY_DELAYS_MS }: MailerOptions): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A message is what we made of it: nothing in it is ever fetched or read from the disk.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()

  async function run(make: () => MailMessage | Promise<MailMessage>): Promise<void> {
    await afterAnswer()
    const { sender, ...message } = await make()
    const mail = {
      ...message,
      from: { name: sender.name, address: sender.email ?? from },
      // RFC 3834: no out-of-office note comes back to a mail that a machine wrote.
      headers: { 'Auto-Submitted': 'auto-generated' },
    }
    for (const [attempt, delayMs] of [0, ...retryDelaysMs].entries()) {
      if (delayMs > 0) await pause(delayMs, undefined, { signal: stopping.signal })
      try {
        await transport.sendMail(mail)
        return
      } catch (error) {
        const isLast = attempt === retryDelaysMs.length || isPermanent(error)
        log[isLast ? 'error' : 'warn'](
          { attempt: attempt + 1, ...reasonOf(error) },
          isLast ? 'a mail was given up' : 'a mail is tried again',
        )
        if (isLast) return
      }
    }
  }

  return {
    deliver(make) {
      const delivery = run(make)
        .catch((error: unknown) => log.error({ err: error }, 'a mail was not sent'))
        .finally(() => running.delete(delivery))
      running.add(delivery)
    },
    async close() {
      stopping.abort()
      await Promise.race([Promise.allSettled(running), pause(CLOSE_MS, undefined, { ref: false })])
      transport.close({ force: true })
    },
  }
}

const isPermanent = (error: unknown): boolean =>
  error instanceof Error && 'permanent' in error && error.permanent === true

/** What the server said names the recipient, so the log gets its codes alone. */
function reasonOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return {}
  return {
    ...('code' in error && { errorCode: error.code }),
    ...('responseCode' in error && { responseCode: error.responseCode }),
  }
}
