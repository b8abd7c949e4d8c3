import type { Tx } from '../../db/database.ts'
import { conflict, unprocessable } from '../../domain/failure.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import type { GridFeeModule } from './grid-fee-reduction.ts'
import { listGridFeeReductions } from './queries.ts'

/**
 * Whether a module may come to a contract: module 2 stands alone, module 3 only on top of module 1 and with a smart meter
 * (BNetzA, BK8-22/010-A). One order of a module is open or in force at a time.
 *
 * @throws Failure CONFLICT with `duplicate_grid_reduction`; UNPROCESSABLE_ENTITY with `missing_smart_meter`,
 * `missing_module_1` or `unsupported_product`.
 */
export async function checkModules(
  tx: Tx,
  organizationId: OrganizationId,
  contract: Contract,
  module: GridFeeModule,
): Promise<void> {
  const all = await listGridFeeReductions(tx, organizationId, contract.customerId)
  const open = all.filter(
    ({ subscriptionId, status }) =>
      subscriptionId === contract.id && status !== 'rejected' && status !== 'ended',
  )
  const isOrdered = (other: GridFeeModule) => open.some((reduction) => reduction.module === other)
  const has = (other: GridFeeModule) => isOrdered(other) || isBilled(contract, other)
  if (isOrdered(module)) throw orderedAlready(module)
  if (module === 2 ? has(1) || has(3) : has(2)) {
    throw unprocessable('type', 'Module 2 excludes modules 1 and 3.', 'unsupported_product')
  }
  if (module !== 3) return
  if (contract.meterType !== 'smart') {
    throw unprocessable('type', 'Module 3 needs a smart meter.', 'missing_smart_meter')
  }
  if (!has(1)) throw unprocessable('type', 'Module 3 needs module 1.', 'missing_module_1')
}

/** Whether the contract is billed with a module, now or from a day on that is settled, with or without an order that we know of. */
export const isBilled = ({ terms }: Contract, module: GridFeeModule): boolean =>
  (terms.moduleChanges?.at(-1) ?? terms)[`module${module}`]

export const orderedAlready = (module: GridFeeModule) =>
  conflict('type', `Module ${module} is ordered or in force already.`, 'duplicate_grid_reduction')
