import { conflict } from '../../domain/failure.ts'
import { addDays } from '../../domain/local-time.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { issueInvoice } from './issue-invoice.ts'
import { takeBack } from './take-back.ts'
import { lockBillsOf, type VoidInvoice } from './void-invoice.ts'
import type { IssuedInvoice } from './write-invoice.ts'

export interface CorrectedInvoice {
  voided: IssuedInvoice
  corrected: IssuedInvoice
}

/**
 * Takes an invoice back and bills its period anew with today's values and prices, in one transaction: what the original,
 * the void and the new one come to is the new one's amount.
 *
 * @throws Failure as voidInvoice and issueInvoice; then nothing has changed.
 */
export async function correctInvoice(ctx: Ctx, input: VoidInvoice): Promise<CorrectedInvoice> {
  return inTransaction(ctx, async (tx) => {
    const {
      id,
      number,
      type,
      period_start: from,
      period_end: last,
    } = await lockBillsOf(tx, ctx, input.invoiceId)
    if (type === 'void') throw conflict('type', 'A void cannot be corrected.')
    const voided = await takeBack(tx, ctx, number, input)
    const corrected = await issueInvoice(
      { ...ctx, db: tx },
      { subscriptionId: id, type, from, to: addDays(last, 1), corrects: input.invoiceId },
    )
    return { voided, corrected }
  })
}
