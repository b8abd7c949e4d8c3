import { StromtorError } from './stromtor-error.ts'

/** Why a webhook was not believed. */
export type WebhookFault =
  /** The signature header is missing, or is not `t=…,v1=…`. */
  | 'malformed_header'
  /** Signed too long ago, or too far in the future: an old request played again, or a clock that is wrong. */
  | 'outside_tolerance'
  /** No signature was made with this secret over this body: forged, or the body is not the raw one. */
  | 'wrong_signature'
  /** The signature is right and the body is not an event. */
  | 'malformed_body'

/**
 * A request to your webhook endpoint that did not come from Stromtor, or cannot be shown to. Answer 400 and do nothing else.
 *
 * @example
 * ```ts
 * if (error instanceof WebhookVerificationError) return response.status(400).send(error.fault)
 * ```
 */
export class WebhookVerificationError extends StromtorError {
  override readonly name = 'WebhookVerificationError'
  /** What is wrong, for machines. */
  readonly fault: WebhookFault

  /** Made by `webhooks.verify`; there is no reason to construct one outside a test. */
  constructor(fault: WebhookFault, message: string) {
    super(message)
    this.fault = fault
  }
}
