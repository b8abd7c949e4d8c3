import type { Supplier } from '../../documents/supplier.ts'
import { notFound } from '../../domain/failure.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { type SupplierProfile, supplierProfile, toSupplier } from './supplier-profile.ts'

/** Says who issues the organisation's invoices; replaces the profile there was. No invoice becomes a document without one. */
export async function setSupplierProfile(ctx: Ctx, input: SupplierProfile): Promise<Supplier> {
  const profile = supplierProfile.parse(input)
  const details = JSON.stringify(profile)
  const updatedAt = ctx.now.toString()
  await inTransaction(ctx, async (tx) => {
    const organization = await tx
      .selectFrom('organizations')
      .select('id')
      .where('id', '=', ctx.organizationId)
      .forShare()
      .executeTakeFirst()
    if (!organization) throw notFound('Organization')
    await tx
      .insertInto('supplier_profiles')
      .values({ organization_id: ctx.organizationId, details, updated_at: updatedAt })
      .onConflict((conflict) =>
        conflict.column('organization_id').doUpdateSet({ details, updated_at: updatedAt }),
      )
      .execute()
    await recordAudit(tx, ctx, {
      action: 'organization.supplier_profile_set',
      subject: ctx.organizationId,
      details: { legalName: profile.legalName, vatId: profile.vatId },
    })
  })
  return toSupplier(profile)
}
