import { Command } from 'commander'
import { isId } from '../domain/identifiers.ts'
import { listReadingsToReview, type ReadingToReview } from '../features/meter-readings/review-queries.ts'
import { reviewMeterReading } from '../features/meter-readings/review-meter-reading.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { resolveOrganization } from './lookups.ts'
import { formatInstant, type Output, yesNo } from './output.ts'

export function readingsCommand(deps: OperatorDeps, output: Output): Command {
  const readings = new Command('readings').description('meter readings that customers report')

  readings
    .command('list')
    .description('list the unusual readings that wait to be looked at, the longest waiting first')
    .option('--organization <id or name>', 'the organisation (required)')
    .action(async (options: { organization?: string }) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      input.done()
      const db = await deps.database()
      const organization = await resolveOrganization(db, reference)
      output.list(
        await listReadingsToReview(db, organization.id),
        [
          { title: 'ID', of: ({ id }) => id },
          { title: 'CONTRACT', of: ({ contractNumber }) => contractNumber },
          { title: 'METER', of: ({ meterNumber }) => meterNumber },
          { title: 'READ ON', of: ({ readOn }) => readOn },
          { title: 'KWH', of: ({ valueWh }) => String(valueWh / 1000) },
          { title: 'BEFORE', of: beforeOf },
          { title: 'PHOTO', of: ({ hasPhoto }) => yesNo(hasPhoto) },
          { title: 'REPORTED', of: ({ reportedAt }) => formatInstant(reportedAt) },
          // People write several lines; a table has one.
          { title: 'MESSAGE', of: ({ message }) => (message ?? '').replaceAll(/\s+/g, ' ') },
        ],
        'No reading waits to be looked at.',
      )
    })

  for (const [decision, description] of [
    ['accept', 'let an unusual reading count'],
    ['discard', 'take an unusual reading away, so that the day can be reported anew'],
  ] as const) {
    readings
      .command(decision)
      .description(description)
      .argument('<id>', 'of the reading')
      .option('--organization <id or name>', 'the organisation (required)')
      .action(async (id: string, options: { organization?: string }) => {
        const input = new Input()
        const reference = input.required('--organization', options.organization)
        if (!isId('meterReading', id)) input.add('<id>', 'is no id of a meter reading')
        input.done()
        if (!isId('meterReading', id)) return
        const db = await deps.database()
        const organization = await resolveOrganization(db, reference)
        await reviewMeterReading(operatorCtx(deps, db, organization.id), { readingId: id, decision })
        output.one({ id, decision }, [
          ['Reading', id],
          ['Decision', decision === 'accept' ? 'counts from now on' : 'taken away'],
        ])
      })
  }

  return readings
}

const beforeOf = ({ before }: ReadingToReview): string =>
  before ? `${before.valueWh / 1000} on ${before.readOn}` : '-'
