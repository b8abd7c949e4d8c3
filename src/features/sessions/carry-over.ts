import { hashSecret } from '../oauth/secret.ts'
import type { Ctx } from '../ctx.ts'
import type { Session } from './find-session.ts'

/**
 * Gives a session that took an older one's place what that one had from its link: the way back to the partner, the task it
 * was opened for, the language.
 */
export async function carryOver(ctx: Ctx, older: Session, sessionToken: string): Promise<void> {
  await ctx.db
    .updateTable('sessions')
    .set({ return_url: older.returnUrl, flow: older.flow, locale: older.locale })
    .where('organization_id', '=', ctx.organizationId)
    .where('customer_id', '=', older.customer.id)
    .where('id_hash', '=', hashSecret(sessionToken))
    .execute()
}
