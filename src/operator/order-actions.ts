import type { Command } from 'commander'
import type { Db } from '../db/database.ts'
import { type Id, type IdKind, isId, type OrganizationId } from '../domain/identifiers.ts'
import type { Ctx } from '../features/ctx.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import type { Input } from './input.ts'
import { resolveOrganization } from './lookups.ts'
import type { Output, Row } from './output.ts'

interface OrderKind<Kind extends IdKind, Order> {
  kind: Kind
  /** "a meter order" */
  noun: string
  load: (db: Db, organizationId: OrganizationId, id: Id<Kind>) => Promise<Order>
  rows: (order: Order) => Row[]
}

/** Commands that note what has become of one order of a customer. */
export function orderActions<Kind extends IdKind, Order extends object>(
  orders: Command,
  deps: OperatorDeps,
  output: Output,
  { kind, noun, load, rows }: OrderKind<Kind, Order>,
) {
  return {
    on: (name: string, description: string): Command =>
      orders
        .command(name)
        .description(description)
        .argument('<order>', 'its id')
        .option('--organization <id or name>', 'the organisation (required)'),

    /** Everything that is wrong is told at once, before the database is asked; then the order is shown as it is now. */
    change: async (
      input: Input,
      reference: string,
      { organization }: { organization?: string },
      run: (ctx: Ctx, id: Id<Kind>) => Promise<void>,
    ): Promise<void> => {
      const owner = input.required('--organization', organization)
      if (!isId(kind, reference)) input.add('<order>', `is no id of ${noun}`)
      input.done()
      const id = reference as Id<Kind>
      const db = await deps.database()
      const ctx = operatorCtx(deps, db, (await resolveOrganization(db, owner)).id)
      await run(ctx, id)
      const order = await load(db, ctx.organizationId, id)
      output.one(order, rows(order))
    },
  }
}
