import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { type CodePage, recogniseCodePage, textChunks } from './code-page.ts'
import type { DeliveredLocation, DeliveredSeries, Parsed, Problem } from './delivery.ts'
import { fileRefused } from './file-refused.ts'
import { describeLayout } from './load-profile-description.ts'
import { createCutOffCheck } from './load-profile-cut-off.ts'
import { CSV_OPTIONS, type Layout, recogniseLayout } from './load-profile-layout.ts'
import { locationOf } from './load-profile-location.ts'
import type { LoadProfileOptions } from './load-profile-options.ts'
import { createRowReader } from './load-profile-rows.ts'
import { createCollector, type SeriesCollector } from './load-profile-series.ts'

export interface Progress {
  done: number
  total: number
}

export interface ParseOptions extends LoadProfileOptions {
  /** Called now and then with how many of the file's bytes are read. */
  onProgress?: (progress: Progress) => void
}

const SAMPLE = 1 << 16
/** More would only hide the first ones; the rest is counted. */
const MOST_PROBLEMS = 1000

/**
 * Reads a load profile in one of the many forms in which grid operators write it; there is no standard. Each row goes
 * through once, and of each meter only the day under way is held as rows.
 * @throws Failure when the form cannot be recognised; bad rows and days are answered as problems.
 */
export async function parseLoadProfile(content: Buffer, options: ParseOptions = {}): Promise<Parsed> {
  const codePage = recogniseCodePage(content, options.codePage)
  const layout = recogniseLayout(sampleOf(content, codePage), options)
  const problems: Problem[] = []
  let more = 0
  const report = (problem: Problem) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem)
    else more += 1
  }
  const { series, rows } = await readRows(content, codePage, layout, options, report)
  problems.sort((a, b) => a.line - b.line)
  if (more > 0)
    problems.push({ line: problems.at(-1)?.line ?? 1, message: `and ${more} more problems from here on.` })
  const recognised = { codePage, ...describeLayout(layout, options), rows, series: series.length }
  return { format: 'load_profile_csv', recognised, series, problems }
}

function sampleOf(content: Buffer, codePage: CodePage) {
  const text = (from: number, to: number) => [...textChunks(content, codePage, from, to)].join('')
  if (content.length <= SAMPLE) {
    const all = text(0, content.length)
    return { head: all, tail: all, codePage }
  }
  // Even offsets, so that UTF-16 is not cut in two; a cut character of UTF-8 falls into the line that is left out.
  const start = content.length - (content.length % 2) - 8192
  const afterLine = content.indexOf(10, start) + 1
  const head = new TextDecoder(codePage).decode(content.subarray(0, SAMPLE), { stream: true })
  const tail = new TextDecoder(codePage).decode(
    content.subarray(afterLine + (codePage === 'utf-16le' ? 1 : 0)),
  )
  return { head: head.slice(0, head.lastIndexOf('\n') + 1), tail, codePage }
}

async function readRows(
  content: Buffer,
  codePage: CodePage,
  layout: Layout,
  options: ParseOptions,
  report: (problem: Problem) => void,
): Promise<{ series: DeliveredSeries[]; rows: number }> {
  const read = createRowReader(layout, options.status)
  const collectors = new Map<string, SeriesCollector>()
  const { columns, location, direction, timestamps } = layout
  // Times with an offset name an instant, so nothing is left to resolve within the day.
  const kind = layout.hasOffsets || layout.zone !== 'local' ? 'index' : timestamps
  const collectorOf = (cells: readonly string[]): SeriesCollector | undefined => {
    const text = columns.location === null ? '' : (cells[columns.location] ?? '')
    const known = collectors.get(text)
    if (known) return known
    const at: DeliveredLocation | null =
      columns.location === null ? (location ?? { kind: 'given', value: '' }) : (locationOf(text) ?? null)
    if (!at) return undefined
    const collector = createCollector({ location: at, direction, kind, report })
    collectors.set(text, collector)
    return collector
  }
  let [index, line, rows, nextReport] = [0, 1, 0, 0]
  const cutOff = createCutOffCheck(columns.value)
  const total = content.length
  const parser = Readable.from(textChunks(content, codePage)).pipe(parse(CSV_OPTIONS(layout.separator)))
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      const cells = record.map((cell) => cell.trim())
      if (index >= layout.skipped && cells.some((cell) => cell !== '')) {
        rows += 1
        cutOff.note(cells)
        const collector = collectorOf(cells)
        const where = cells[columns.location ?? 0] ?? ''
        if (collector) collector.add(read(cells, line), line)
        else report({ line, message: `${where} is no market location, metering location or meter number.` })
      }
      index += 1
      line += 1 + linesWithin(record)
      if (parser.info.bytes >= nextReport) {
        options.onProgress?.({ done: Math.min(parser.info.bytes, total), total })
        nextReport = parser.info.bytes + total / 50
      }
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_')) throw error
    throw fileRefused(`The table cannot be read from here on: ${error.message}.`, line)
  }
  const message = cutOff.isCutOff(content)
  if (message) report({ line: line - 1, message })
  return { series: [...collectors.values()].map((collector) => collector.finish()), rows }
}

/** A quoted cell may hold line breaks. */
function linesWithin(cells: readonly string[]): number {
  let lines = 0
  for (const cell of cells) if (cell.includes('\n')) lines += cell.split('\n').length - 1
  return lines
}
