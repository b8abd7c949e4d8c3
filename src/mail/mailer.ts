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

/** A mail that lies somewhere until it was sent: see outbox.ts. */
export interface Kept {
  /** Identifier of what it tells of, for the log. */
  about: string
  /** Called once it was handed over, or refused for good. What is neither is left to whoever keeps it. */
  settle: () => Promise<unknown>
}

export interface Mailer {
  /**
   * Sends in the background and never fails: `make` too runs after the caller has gone on, so that whoever waits for
   * the caller's answer cannot tell by its time whether a mail is sent.
   */
  deliver: (make: () => MailMessage | Promise<MailMessage>, kept?: Kept) => void
  /** One attempt. @throws what the server or the way to it said; `isRefusal` tells whether another one makes sense. */
  send: (message: MailMessage) => Promise<void>
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
/** Then whoever keeps the mail goes on. */
const KEPT_RETRIES = 2
const TIMEOUT_MS = 15_000
const CLOSE_MS = 5_000

/**
 * Mail over SMTP, on a few connections that stay open. A server that is busy or away is tried again; one that refuses
 * for good is not. What still waits for another attempt lives in this process alone and is lost with it, unless it is kept
 * elsewhere: whoever misses a code asks for another.
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

  async function send({ sender, ...message }: MailMessage): Promise<void> {
    await transport.sendMail({
      ...message,
      from: { name: sender.name, address: sender.email ?? from },
      // RFC 3834: no out-of-office note comes back to a mail that a machine wrote.
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  }

  /** Whether it is done with: sent, or given up. */
  async function run(make: () => MailMessage | Promise<MailMessage>, kept?: Kept): Promise<boolean> {
    await afterAnswer()
    const message = await make()
    const delaysMs = kept ? retryDelaysMs.slice(0, KEPT_RETRIES) : retryDelaysMs
    for (const [attempt, delayMs] of [0, ...delaysMs].entries()) {
      if (delayMs > 0) await pause(delayMs, undefined, { signal: stopping.signal })
      try {
        await send(message)
        return true
      } catch (error) {
        const isGivenUp = isRefusal(error) || (!kept && attempt === delaysMs.length)
        log[isGivenUp ? 'error' : 'warn'](
          { attempt: attempt + 1, ...(kept && { about: kept.about }), ...reasonOf(error) },
          isGivenUp ? 'a mail was given up' : 'a mail is tried again',
        )
        if (isGivenUp) return true
      }
    }
    return false
  }

  async function runAndSettle(make: () => MailMessage | Promise<MailMessage>, kept?: Kept): Promise<void> {
    if (await run(make, kept)) await kept?.settle()
  }

  return {
    send,
    deliver(make, kept) {
      const delivery = runAndSettle(make, kept)
        .catch((error: unknown) => {
          // A process that stops between two attempts leaves a kept mail to others.
          if (!kept || !stopping.signal.aborted) log.error({ err: error }, 'a mail was not sent')
        })
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

/** Whether the server refused for good. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'permanent' in error && error.permanent === true

/** What the server said names the recipient, so the log gets its codes alone. */
export function reasonOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return {}
  return {
    ...('code' in error && { errorCode: error.code }),
    ...('responseCode' in error && { responseCode: error.responseCode }),
  }
}
