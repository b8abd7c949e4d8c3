import type { Ctx } from '../ctx.ts'
import type { Session } from './find-session.ts'

/** The language a signed-in visitor chose, kept for as long as the session lives. */
export async function setSessionLocale(ctx: Ctx, session: Session, locale: 'de' | 'en'): Promise<void> {
  await ctx.db
    .updateTable('sessions')
    .set({ locale })
    .where('organization_id', '=', ctx.organizationId)
    .where('id_hash', '=', session.idHash)
    .execute()
}
