import type { Tx } from '../../db/database.ts'
import { conflict, Failure, unprocessable } from '../../domain/failure.ts'
import { moduleProblem, type Modules } from '../../domain/grid-fee-modules.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import { meteringClass } from '../../domain/metering-class.ts'
import { ratesOn, termsOn } from '../../domain/tariff.ts'
import type { Ctx } from '../ctx.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { loadRateBook } from '../tariffs/queries.ts'
import type { GridFeeModule } from './grid-fee-reduction.ts'

interface ModuleSwitch {
  module: GridFeeModule
  isOn: boolean
  /** The first day on which it is so. */
  from: Day
  /** Whose fault a wrong day is; none where nobody named it. */
  field?: 'from' | 'lastDay'
}

/**
 * Bills a contract with a module, or no longer, from a day on; the price of its meter goes with it (§ 30 MsbG). The contract
 * is read after `lockBills`, so that no bill is written meanwhile. Nothing is written where it is so already.
 *
 * @throws Failure UNPROCESSABLE_ENTITY for a day outside the contract, modules that do not go together, or figures that are
 *   not known; CONFLICT for a day that is billed, or before another change.
 */
export async function changeModules(
  tx: Tx,
  ctx: Ctx,
  contract: Contract,
  { module, isOn, from, field }: ModuleSwitch,
): Promise<void> {
  const { terms, startOn, endOn, meterType, estimatedUsageWh } = contract
  if (from < startOn || (endOn !== null && from >= endOn))
    throw refusal('UNPROCESSABLE_ENTITY', field, 'This day lies outside the contract.')
  const next = terms.moduleChanges?.find((change) => change.from > from)
  if (next) throw refusal('CONFLICT', field, `The modules of this contract change on ${next.from} already.`)
  const before = termsOn(terms, from)
  if (before[`module${module}`] === isOn) return
  const { module1, module2, module3 }: Modules = { ...before, ...switched(module, isOn) }
  const problem = moduleProblem({ module1, module2, module3 }, meterType)
  if (problem)
    throw refusal(
      'UNPROCESSABLE_ENTITY',
      undefined,
      isOn ? problem.message : 'Module 3 rests on module 1: settle its order first.',
    )
  const billedTo = await firstUnbilledDay(tx, ctx, contract)
  if (from < billedTo) {
    throw refusal(
      'CONFLICT',
      field,
      `This contract is billed until ${addDays(billedTo, -1)}. Take those bills back first, or give a later day.`,
    )
  }
  const until = termsOn(terms, addDays(from, -1))
  if (until.module1 === module1 && until.module2 === module2 && until.module3 === module3) {
    // A change that was taken back is none, and in the way of no other.
    await tx
      .deleteFrom('module_changes')
      .where('organization_id', '=', ctx.organizationId)
      .where('subscription_id', '=', contract.id)
      .where('valid_from', '=', from)
      .execute()
    return
  }
  const changed = {
    module1,
    module2,
    module3,
    meteringClass: meteringClass({ type: meterType, annualWh: estimatedUsageWh, module1, module2 }),
  }
  // A contract whose prices are not known could neither be shown nor billed.
  const changedTerms = { ...terms, ...changed, moduleChanges: [] }
  ratesOn(await loadRateBook(tx, changedTerms), changedTerms, from)
  const row = {
    module_1: module1,
    module_2: module2,
    module_3: module3,
    metering_class: changed.meteringClass,
    created_at: ctx.now.toString(),
  }
  await tx
    .insertInto('module_changes')
    .values({
      organization_id: ctx.organizationId,
      subscription_id: contract.id,
      valid_from: from,
      ...row,
    })
    .onConflict((known) =>
      known.columns(['organization_id', 'subscription_id', 'valid_from']).doUpdateSet(row),
    )
    .execute()
}

const refusal = (
  code: 'CONFLICT' | 'UNPROCESSABLE_ENTITY',
  field: string | undefined,
  message: string,
): Failure => {
  if (field === undefined) return new Failure(code, message)
  return code === 'CONFLICT' ? conflict(field, message) : unprocessable(field, message)
}

const switched = (module: GridFeeModule, isOn: boolean): Partial<Modules> => ({ [`module${module}`]: isOn })

/** The day after the last that a bill for use stands for; the contract's first where there is none. */
export async function firstUnbilledDay(
  tx: Tx,
  { organizationId }: Pick<Ctx, 'organizationId'>,
  { id, startOn }: Pick<Contract, 'id' | 'startOn'>,
): Promise<Day> {
  const { last } = await tx
    .selectFrom('invoices')
    .select(({ fn }) => fn.max('period_end').as('last'))
    .where('organization_id', '=', organizationId)
    .where('subscription_id', '=', id)
    .where('type', '=', 'usage')
    .where('status', '<>', 'voided')
    .executeTakeFirstOrThrow()
  return last === null ? startOn : addDays(last, 1)
}
