// The code of docs/guides/build-your-own-portal.md that its example page does not need.
// In a project of your own: import { … } from '@stromtor/sdk'
import { ApiError } from '../../sdk/src/index.ts'
import type { Stromtor } from '../../sdk/src/index.ts'

/** What the form of a meter reading shows next. */
export type ReadingResult = { readonly taken: true } | { readonly taken: false; readonly hint: string }

/**
 * Reports a reading. An implausible one comes back with a hint: ask the customer whether it is right, and send it again with
 * what they say. It is taken then, and somebody looks at it.
 */
export async function reportReading(
  stromtor: Stromtor,
  subscription: string,
  reading: { readonly kwh: number; readonly readAt: Date; readonly message?: string | undefined },
): Promise<ReadingResult> {
  const { kwh: value, readAt, message } = reading
  try {
    await stromtor.meterReadings.create({ subscription, value, timestamp: readAt.toISOString(), message })
    return { taken: true }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'UNPROCESSABLE_ENTITY') throw error
    return { taken: false, hint: error.detail }
  }
}

/** Leads to one page of the portal, for what you do not build yourself: here the way of payment, without our navigation. */
export async function paymentPage(stromtor: Stromtor, customerId: string): Promise<string> {
  const { link } = await stromtor.magicLinks.create({ customerId, flow: 'payment_method' })
  return link
}
