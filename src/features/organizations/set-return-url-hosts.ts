import { z } from 'zod'
import { notFound } from '../../domain/failure.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { insertOrganization } from './organization.ts'

export const setReturnUrlHostsInput = z.object({
  /** The whole list: what is not in it is no longer allowed. */
  returnUrlHosts: insertOrganization.shape.returnUrlHosts.unwrap(),
})
export type SetReturnUrlHosts = z.input<typeof setReturnUrlHostsInput>

/** Says to which hosts a portal may lead its visitors back: the allow-list of a magic link's `returnUrl`. */
export async function setReturnUrlHosts(ctx: Ctx, input: SetReturnUrlHosts): Promise<string[]> {
  const hosts = [...new Set(setReturnUrlHostsInput.parse(input).returnUrlHosts)]
  await inTransaction(ctx, async (tx) => {
    const updated = await tx
      .updateTable('organizations')
      .set({ return_url_hosts: hosts })
      .where('id', '=', ctx.organizationId)
      .returning('id')
      .executeTakeFirst()
    if (!updated) throw notFound('Organization')
    await recordAudit(tx, ctx, {
      action: 'organization.return_url_hosts_set',
      subject: ctx.organizationId,
      details: { hosts },
    })
  })
  return hosts
}
