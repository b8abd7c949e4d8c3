import { Command } from 'commander'
import type { Db } from '../db/database.ts'
import { type Id, isId, type OrganizationId } from '../domain/identifiers.ts'
import {
  getPhotoToReview,
  listReadingsToReview,
  type ReadingToReview,
} from '../features/meter-readings/review-queries.ts'
import { reviewMeterReading } from '../features/meter-readings/review-meter-reading.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { requiredOrganization, resolveOrganization } from './lookups.ts'
import { formatInstant, type Output, yesNo } from './output.ts'
import { writeOutputFile } from './output-file.ts'

export function readingsCommand(deps: OperatorDeps, output: Output): Command {
  const readings = new Command('readings').description('meter readings that customers report')

  readings
    .command('list')
    .description('list the unusual readings that wait to be looked at, the longest waiting first')
    .option('--organization <id or name>', 'the organisation (required)')
    .action(async (options: { organization?: string }) => {
      const { db, organization } = await requiredOrganization(deps, options.organization)
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

  readings
    .command('photo')
    .description('write the photo that a customer sent with a reading')
    .argument('<id>', 'of the reading')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--out <path>', 'where to write it (the id in this folder unless given)')
    .action(async (reference: string, options: { organization?: string; out?: string }) => {
      const { id, db, organizationId } = await find(deps, reference, options.organization)
      const { type, content } = await getPhotoToReview(db, organizationId, id)
      const file = options.out ?? `${id}.${type.slice('image/'.length)}`
      await writeOutputFile(file, content)
      output.one({ id, file, type, bytes: content.length }, [
        ['Reading', id],
        ['File', file],
        ['Kind', type],
        ['Size', `${Math.ceil(content.length / 1000)} kB`],
      ])
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
      .action(async (reference: string, options: { organization?: string }) => {
        const { id, db, organizationId } = await find(deps, reference, options.organization)
        await reviewMeterReading(operatorCtx(deps, db, organizationId), { readingId: id, decision })
        output.one({ id, decision }, [
          ['Reading', id],
          ['Decision', decision === 'accept' ? 'counts from now on' : 'taken away'],
        ])
      })
  }

  return readings
}

/** What is wrong with either is told of both at once, before the database is asked. */
async function find(
  deps: OperatorDeps,
  reference: string,
  organization: string | undefined,
): Promise<{ id: Id<'meterReading'>; db: Db; organizationId: OrganizationId }> {
  const input = new Input()
  const owner = input.required('--organization', organization)
  if (!isId('meterReading', reference)) input.add('<id>', 'is no id of a meter reading')
  input.done()
  const id = reference as Id<'meterReading'>
  const db = await deps.database()
  return { id, db, organizationId: (await resolveOrganization(db, owner)).id }
}

const beforeOf = ({ before }: ReadingToReview): string =>
  before ? `${before.valueWh / 1000} on ${before.readOn}` : '-'
