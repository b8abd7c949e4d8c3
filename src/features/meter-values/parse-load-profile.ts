import { setImmediate as nextTurn } from 'node:timers/promises'
import { CHUNK_BYTES, type CodePage, recogniseCodePage, textChunks } from './code-page.ts'
import { createCsvReader } from './csv-records.ts'
import type { DeliveredLocation, DeliveredSeries, Parsed, Problem } from './delivery.ts'
import { describeLayout } from './load-profile-description.ts'
import { createCutOffCheck } from './load-profile-cut-off.ts'
import { type Layout, recogniseLayout } from './load-profile-layout.ts'
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

/** Several days, headings and remarks included. */
const SAMPLE = 1 << 15
const PIECES_A_TURN = 8
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
  let [index, rows] = [0, 0]
  const cutOff = createCutOffCheck(columns.value)
  const reader = createCsvReader(layout.separator, (cells, line) => {
    index += 1
    if (index <= layout.skipped || cells.every((cell) => cell === '')) return
    rows += 1
    cutOff.note(cells)
    const collector = collectorOf(cells)
    const where = cells[columns.location ?? 0] ?? ''
    if (collector) collector.add(read(cells, line), line)
    else report({ line, message: `${where} is no market location, metering location or meter number.` })
  })
  let pieces = 0
  for (const text of textChunks(content, codePage)) {
    reader.take(text)
    pieces += 1
    if (pieces % PIECES_A_TURN !== 0) continue
    options.onProgress?.({ done: Math.min(pieces * CHUNK_BYTES, content.length), total: content.length })
    // A server that imports goes on answering meanwhile.
    await nextTurn()
  }
  reader.finish()
  const message = cutOff.isCutOff(content)
  if (message) report({ line: reader.lines(), message })
  return { series: [...collectors.values()].map((collector) => collector.finish()), rows }
}
