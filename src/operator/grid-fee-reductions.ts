import { Command } from 'commander'
import { z } from 'zod'
import { addDays, parseDay } from '../domain/local-time.ts'
import { line } from '../domain/text.ts'
import { activateGridFeeReduction } from '../features/grid-fee-reductions/activate-grid-fee-reduction.ts'
import { endGridFeeReduction } from '../features/grid-fee-reductions/end-grid-fee-reduction.ts'
import type { GridFeeReduction } from '../features/grid-fee-reductions/grid-fee-reduction.ts'
import { getGridFeeReduction } from '../features/grid-fee-reductions/queries.ts'
import { reopenGridFeeReduction } from '../features/grid-fee-reductions/reopen-grid-fee-reduction.ts'
import { rejectGridFeeReduction } from '../features/grid-fee-reductions/reject-grid-fee-reduction.ts'
import type { OperatorDeps } from './deps.ts'
import { findGridFeeReductionListings } from './grid-fee-reduction-listing.ts'
import { Input } from './input.ts'
import { readLimit } from './limit.ts'
import { resolveOrganization } from './lookups.ts'
import { orderActions } from './order-actions.ts'
import { formatInstant, type Output, type Row } from './output.ts'

const STATUSES = ['intended', 'ordered', 'rejected', 'activated', 'ended'] as const
const listed = z.object({ status: z.enum(STATUSES).optional() })
const rejected = z.object({ reason: line(500) })

interface ChangeOptions {
  organization?: string
  from?: string
  lastDay?: string
  reason?: string
}

export function gridFeeReductionsCommand(deps: OperatorDeps, output: Output): Command {
  const reductions = new Command('grid-fee-reductions').description(
    'orders of § 14a modules, and what the grid operator answers to them',
  )
  const { on, change } = orderActions(reductions, deps, output, {
    kind: 'gridFeeReduction',
    noun: 'a grid fee reduction',
    load: getGridFeeReduction,
    rows: rowsOf,
  })

  reductions
    .command('list')
    .description('list the orders of an organisation, newest first')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--status <status>', STATUSES.join(', '))
    .option('--limit <number>', 'at most so many', '50')
    .action(async (options: { organization?: string; status?: string; limit: string }) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const limit = readLimit(input, options.limit)
      const sought = input.check(listed, { status: options.status })
      input.done()
      const db = await deps.database()
      const { id } = await resolveOrganization(db, reference)
      output.list(
        await findGridFeeReductionListings(db, id, { status: sought?.status, limit }),
        [
          { title: 'ID', of: (reduction) => reduction.id },
          { title: 'CONTRACT', of: ({ contractNumber }) => contractNumber },
          { title: 'CUSTOMER', of: ({ customer }) => customer },
          { title: 'MODULE', of: ({ module }) => String(module) },
          { title: 'STATUS', of: ({ status }) => status },
          { title: 'FROM', of: ({ validFrom }) => validFrom ?? '-' },
          { title: 'LAST DAY', of: ({ validUntil }) => (validUntil ? addDays(validUntil, -1) : '-') },
          { title: 'GRID OPERATOR', of: ({ gridOperatorCode }) => gridOperatorCode },
          { title: 'ORDERED', of: ({ createdAt }) => formatInstant(createdAt) },
        ],
        'No such order.',
      )
    })

  on('activate', 'the grid operator grants it: the contract is billed with it from that day on')
    .option('--from <day>', 'the first day (required)')
    .action(async (id: string, options: ChangeOptions) => {
      const input = new Input()
      const from = input.read('--from', input.required('--from', options.from) || undefined, parseDay)
      await change(input, id, options, async (ctx, reductionId) => {
        if (from) await activateGridFeeReduction(ctx, { reductionId, from })
      })
    })

  on('reject', 'the grid operator does not grant it')
    .option('--reason <text>', 'why, as the customer is to read it (required)')
    .action(async (id: string, options: ChangeOptions) => {
      const input = new Input()
      const reason = input.check(rejected, { reason: options.reason })?.reason
      await change(input, id, options, async (ctx, reductionId) => {
        if (reason !== undefined) await rejectGridFeeReduction(ctx, { reductionId, reason })
      })
    })

  on('end', 'it holds no longer: the contract is billed without it after that day')
    .option('--last-day <day>', 'on which it still holds (required)')
    .action(async (id: string, options: ChangeOptions) => {
      const input = new Input()
      const typed = input.required('--last-day', options.lastDay)
      const lastDay = input.read('--last-day', typed || undefined, parseDay)
      await change(input, id, options, async (ctx, reductionId) => {
        if (lastDay) await endGridFeeReduction(ctx, { reductionId, lastDay })
      })
    })

  on('reopen', 'take a last day to come, or else the activation, back: it was a mistake').action(
    async (id: string, options: ChangeOptions) => {
      await change(new Input(), id, options, reopenGridFeeReduction)
    },
  )

  return reductions
}

const rowsOf = (reduction: GridFeeReduction): Row[] => [
  ['Order', reduction.id],
  ['Contract', reduction.subscriptionId],
  ['Module', String(reduction.module)],
  ['Status', reduction.status],
  ['From', reduction.validFrom ?? '-'],
  ['Last day', reduction.validUntil ? addDays(reduction.validUntil, -1) : '-'],
  ['Rejected', reduction.rejectedReason ?? '-'],
  ['Ordered', formatInstant(reduction.createdAt)],
]
