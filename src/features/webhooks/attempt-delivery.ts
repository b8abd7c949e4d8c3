import type { Temporal } from 'temporal-polyfill'
import { toEventShape } from '../events/event-shape.ts'
import type { ClaimedDelivery } from './claim-delivery.ts'
import { openSecret } from './secret.ts'
import type { Send, Sent } from './send.ts'
import { signatureOf } from './sign.ts'
import type { Attempt } from './webhook-delivery.ts'

export interface AttemptDeps {
  send: Send
  /** Opens the secrets of endpoints. */
  key: Buffer
  now: () => Temporal.Instant
}

/** Makes one attempt. It never throws: whatever goes wrong is the attempt's outcome. */
export async function attemptDelivery(
  { send, key, now }: AttemptDeps,
  delivery: ClaimedDelivery,
): Promise<{ attempt: Attempt; response: string | null }> {
  const at = now()
  const started = performance.now()
  const secrets = validSecrets(key, delivery, at)
  const sent: Sent =
    secrets === null
      ? {
          outcome: 'failed',
          reason: 'The secret cannot be read with the keys of this installation: rotate it.',
        }
      : await send(signedRequest(delivery, secrets, at))
  const attempt = {
    at: at.toString(),
    status: sent.outcome === 'answered' ? sent.status : null,
    reason: faultOf(sent),
    duration_ms: Math.round(performance.now() - started),
  }
  return { attempt, response: sent.outcome === 'answered' ? sent.text : null }
}

function signedRequest(delivery: ClaimedDelivery, secrets: readonly string[], at: Temporal.Instant) {
  const { url, signatureHeader, eventId, topic, context, createdAt } = delivery
  const body = JSON.stringify(toEventShape({ id: eventId, topic, context, createdAt }))
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Stromtor',
      [signatureHeader]: signatureOf(body, secrets, Math.floor(at.epochMilliseconds / 1000)),
    },
    body,
  }
}

/** The newest first. Null when this installation's keys are not those they were sealed with. */
function validSecrets(key: Buffer, delivery: ClaimedDelivery, at: Temporal.Instant): string[] | null {
  const { endpointId, secret, previousSecret, previousSecretUntil } = delivery
  const isRotating =
    previousSecretUntil !== null && previousSecretUntil.epochMilliseconds > at.epochMilliseconds
  try {
    return [secret, ...(previousSecret && isRotating ? [previousSecret] : [])].map((sealed) =>
      openSecret(key, endpointId, sealed),
    )
  } catch {
    return null
  }
}

/** Why an attempt does not count; null where it does. */
function faultOf(sent: Sent): string | null {
  if (sent.outcome === 'failed') return sent.reason
  if (sent.status >= 200 && sent.status < 300) return null
  if (sent.status >= 300 && sent.status < 400) return `It answers ${sent.status}; redirects are not followed.`
  return `It answers ${sent.status}.`
}
