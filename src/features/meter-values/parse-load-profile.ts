import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CodePage, recogniseCodePage, textOf } from './code-page.ts'
import { createCsvReader } from './csv-records.ts'
import type { DeliveredLocation, DeliveredSeries, Parsed, Problem } from './delivery.ts'
import { describeLayout } from './load-profile-description.ts'
import type { FileBytes } from './file-bytes.ts'
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
const TAIL = 1 << 13
const PIECES_A_TURN = 8
/** More would only hide the first ones; the rest is counted. */
const MOST_PROBLEMS = 1000

/**
 * Reads a load profile in one of the many forms in which grid operators write it; there is no standard. Each row goes
 * through once, and of each meter only the day under way is held as rows.
 * @throws Failure when the form cannot be recognised; bad rows and days are answered as problems.
 */
export async function parseLoadProfileCsv(file: FileBytes, options: ParseOptions = {}): Promise<Parsed> {
  const codePage = recogniseCodePage(file, options.codePage)
  const layout = recogniseLayout(sampleOf(file, codePage), options)
  const problems: Problem[] = []
  let more = 0
  const report = (problem: Problem) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem)
    else more += 1
  }
  const { series, rows } = await readRows(file, codePage, layout, options, report)
  problems.sort((a, b) => a.line - b.line)
  if (more > 0)
    problems.push({ line: problems.at(-1)?.line ?? 1, message: `and ${more} more problems from here on.` })
  const recognised = { codePage, ...describeLayout(layout, options), rows, series: series.length }
  return { format: 'load_profile_csv', recognised, series, problems }
}

function sampleOf(file: FileBytes, codePage: CodePage) {
  const text = (from: number, to: number) =>
    [...textOf(file, codePage, from, to)].map(([part]) => part).join('')
  if (file.length <= SAMPLE) {
    const all = text(0, file.length)
    return { head: all, tail: all }
  }
  const head = text(0, SAMPLE)
  // An even offset, so that UTF-16 is not cut in two; the line that it cuts is left out.
  const tail = text(file.length - (file.length % 2) - TAIL, file.length)
  return { head: head.slice(0, head.lastIndexOf('\n') + 1), tail: tail.slice(tail.indexOf('\n') + 1) }
}

async function readRows(
  file: FileBytes,
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
  for (const [text, done] of textOf(file, codePage)) {
    reader.take(text)
    pieces += 1
    if (pieces % PIECES_A_TURN !== 0) continue
    options.onProgress?.({ done, total: file.length })
    // A server that imports goes on answering meanwhile.
    await nextTurn()
  }
  reader.finish()
  const message = cutOff.isCutOff(file.read(Math.max(0, file.length - 2), file.length))
  if (message) report({ line: reader.lines(), message })
  return { series: [...collectors.values()].map((collector) => collector.finish()), rows }
}
