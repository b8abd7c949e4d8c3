import type { Command } from 'commander'
import { correctionsDue } from '../features/invoices/corrections-due.ts'
import { runCorrections } from '../features/invoices/run-corrections.ts'
import { runInvoices } from '../features/invoices/run-invoices.ts'
import type { OperatorDeps } from './deps.ts'
import { requiredOrganization } from './lookups.ts'
import type { Output } from './output.ts'
import { formatEuro } from './units.ts'

/** `invoices run` and `invoices corrections`: what concerns all contracts of an organisation. */
export function addInvoiceRuns(invoices: Command, deps: OperatorDeps, output: Output): void {
  invoices
    .command('run')
    .description('write every bill and instalment that is due; run it again after a stop, it doubles nothing')
    .option('--organization <id or name>', 'the organisation (required)')
    .action(async (options: { organization?: string }) => {
      const { db, organization } = await requiredOrganization(deps, options.organization)
      const { issued, refused } = await runInvoices({
        db,
        organizationId: organization.id,
        actor: { type: 'operator' },
        now: deps.now(),
        onProgress: ({ contracts, issued }) =>
          output.say(`${contracts} contracts with bills due, ${issued} issued`),
      })
      output.one({ issued, refused }, [
        ['Issued', String(issued)],
        ['Refused', String(refused.length)],
        ...refused.map(
          ({ subscriptionId, period, reason }) =>
            [subscriptionId, `${period.type} from ${period.from}: ${reason}`] as const,
        ),
      ])
    })

  invoices
    .command('corrections')
    .description('list bills that later values or prices have changed; with --apply, correct them')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--apply', 'void each and bill its period anew')
    .action(async (options: { organization?: string; apply?: true }) => {
      const { db, organization } = await requiredOrganization(deps, options.organization)
      if (options.apply === true) {
        const now = deps.now()
        const done = await runCorrections({
          db,
          organizationId: organization.id,
          actor: { type: 'operator' },
          now,
        })
        output.one(done, [
          ['Corrected', String(done.corrected.length)],
          ...done.corrected.map(
            ({ number, corrected, billedCents, currentCents }) =>
              [
                number,
                `${formatEuro(billedCents)} → ${formatEuro(currentCents)} (${corrected.number})`,
              ] as const,
          ),
          ...done.refused.map(({ number, reason }) => [number, `not corrected: ${reason}`] as const),
        ])
        return
      }
      output.list(
        await correctionsDue(db, organization.id),
        [
          { title: 'NUMBER', of: ({ number }) => number },
          { title: 'PERIOD', of: ({ periodStart, periodEnd }) => `${periodStart} to ${periodEnd}` },
          { title: 'BILLED', of: ({ billedCents }) => formatEuro(billedCents) },
          { title: 'NOW', of: ({ currentCents }) => formatEuro(currentCents) },
        ],
        'Nothing to correct: every bill rests on the values and prices of today.',
      )
    })
}
