import { Command } from 'commander'
import { z } from 'zod'
import { advanceMeterOrder, METER_ORDER_STEPS } from '../features/meter-orders/advance-meter-order.ts'
import { blockMeterOrder } from '../features/meter-orders/block-meter-order.ts'
import { cancelMeterOrder } from '../features/meter-orders/cancel-meter-order.ts'
import { BLOCKED_REASONS, CANCELLED_REASONS, type MeterOrder } from '../features/meter-orders/meter-order.ts'
import { getMeterOrder } from '../features/meter-orders/queries.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { readLimit } from './limit.ts'
import { resolveOrganization } from './lookups.ts'
import { findMeterOrderListings } from './meter-order-listing.ts'
import { orderActions } from './order-actions.ts'
import { formatInstant, type Output, type Row } from './output.ts'
import { parseMoment } from './units.ts'

const listed = z.object({ status: z.enum(['created', ...METER_ORDER_STEPS, 'cancelled']).optional() })
const advanced = z.object({ to: z.enum(METER_ORDER_STEPS) })
const blocked = z.object({ reason: z.enum(BLOCKED_REASONS) })
const cancelled = z.object({ reason: z.enum(CANCELLED_REASONS) })

interface ChangeOptions {
  organization?: string
  to?: string
  at?: string
  reason?: string
}

export function meterOrdersCommand(deps: OperatorDeps, output: Output): Command {
  const orders = new Command('meter-orders').description(
    'orders of smart meters, and what the metering company reports of them',
  )
  const { on, change } = orderActions(orders, deps, output, {
    kind: 'meterOrder',
    noun: 'a meter order',
    load: getMeterOrder,
    rows: rowsOf,
  })

  orders
    .command('list')
    .description('list the orders of an organisation, newest first')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--status <status>', 'created, a step of advance, or cancelled')
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
        await findMeterOrderListings(db, id, { status: sought?.status, limit }),
        [
          { title: 'ID', of: (order) => order.id },
          { title: 'CONTRACT', of: ({ contractNumber }) => contractNumber },
          { title: 'CUSTOMER', of: ({ customer }) => customer },
          { title: 'STATUS', of: ({ status }) => status },
          { title: 'BLOCKED', of: ({ blockedReason }) => blockedReason ?? '-' },
          { title: 'COMPANY', of: ({ provider }) => provider },
          { title: 'ORDERED', of: ({ createdAt }) => formatInstant(createdAt) },
        ],
        'No such order.',
      )
    })

  on('advance', 'note the next step of an order; what blocked it is over with that')
    .option('--to <step>', `${METER_ORDER_STEPS.join(', ')} (required)`)
    .option('--at <moment>', 'when, Berlin time: now unless given; of scheduled the appointment (required)')
    .action(async (id: string, options: ChangeOptions) => {
      const input = new Input()
      const step = input.check(advanced, { to: options.to })?.to
      const at = input.read('--at', options.at, parseMoment)
      if (step === 'scheduled') input.required('--at', options.at)
      await change(input, id, options, async (ctx, meterOrderId) => {
        if (step) await advanceMeterOrder(ctx, { meterOrderId, step, at })
      })
    })

  on('block', 'note that an order does not go on for now')
    .option('--reason <reason>', `${BLOCKED_REASONS.join(', ')} (required)`)
    .action(async (id: string, options: ChangeOptions) => {
      const input = new Input()
      const reason = input.check(blocked, { reason: options.reason })?.reason
      await change(input, id, options, async (ctx, meterOrderId) => {
        if (reason) await blockMeterOrder(ctx, { meterOrderId, reason })
      })
    })

  on('cancel', 'end an order before the meter is installed')
    .option('--reason <reason>', `${CANCELLED_REASONS.join(', ')} (required)`)
    .action(async (id: string, options: ChangeOptions) => {
      const input = new Input()
      const reason = input.check(cancelled, { reason: options.reason })?.reason
      await change(input, id, options, async (ctx, meterOrderId) => {
        if (reason) await cancelMeterOrder(ctx, { meterOrderId, reason })
      })
    })

  return orders
}

const rowsOf = (order: MeterOrder): Row[] => [
  ['Order', order.id],
  ['Contract', order.subscriptionId],
  ['Company', order.provider],
  ['Status', order.status],
  ['Appointment', order.appointmentAt ? formatInstant(order.appointmentAt) : '-'],
  ['Blocked', order.blockedReason ?? '-'],
  ['Cancelled', order.cancelledReason ?? '-'],
  ['Ordered', formatInstant(order.createdAt)],
]
