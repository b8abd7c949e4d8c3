import type { ImportedMeterValues } from '../features/meter-values/import-meter-values.ts'
import type { Output, Row } from './output.ts'

const MOST_TOLD = 20

/** What was recognised and what was, or would be, written; whatever was left out goes to the person's attention. */
export function showImport(output: Output, imports: readonly ImportedMeterValues[]): void {
  const [first, ...others] = imports
  if (!first) return
  output.one(others.length === 0 ? first : { imports }, imports.flatMap(rowsOf))
  for (const { fileName, problems } of imports) {
    for (const { line, message } of problems.slice(0, MOST_TOLD))
      output.say(`${fileName}, line ${line}: ${message}`)
    if (problems.length > MOST_TOLD) output.say(`${fileName}: and ${problems.length - MOST_TOLD} more.`)
  }
  for (const imported of imports) output.say(conclusion(imported))
}

function rowsOf({ fileName, format, recognised, meters, dryRun }: ImportedMeterValues): Row[] {
  return [
    ['File', fileName],
    ['Format', format === 'mscons' ? 'MSCONS' : 'load profile'],
    ...Object.entries(recognised).map(([name, value]): Row => [labelOf(name), valueOf(value)]),
    ...meters.flatMap((meter): Row[] => [
      ['Meter', [meter.number, meter.malo, meter.meterId].filter((part) => part !== null).join(', ')],
      ...(meter.from === null
        ? []
        : [
            ['Days', `${meter.from} to ${meter.to}, ${(meter.totalWh / 1000).toFixed(3)} kWh`] as const,
            [
              dryRun ? 'Would write' : 'Written',
              `${meter.daysWritten} days, ${meter.daysUnchanged} unchanged`,
            ] as const,
          ]),
      ...(meter.readingsWritten + meter.readingsUnchanged === 0
        ? []
        : [['Readings', `${meter.readingsWritten} written, ${meter.readingsUnchanged} unchanged`] as const]),
      ...(meter.readingsIgnored === 0
        ? []
        : [
            [
              'Left out',
              `${meter.readingsIgnored} readings of the register: its quarter-hours count`,
            ] as const,
          ]),
    ]),
  ]
}

/** `valueColumn` → `Value column`. */
const labelOf = (name: string): string => {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function valueOf(value: unknown): string {
  if (value === null || value === undefined) return 'not named'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function conclusion({
  fileName,
  dryRun,
  daysWritten,
  readingsWritten,
  problems,
}: ImportedMeterValues): string {
  const left =
    problems.length === 0
      ? ''
      : `; ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}, see above`
  if (dryRun) {
    return problems.length === 0
      ? `${fileName}: a dry run, nothing was written.`
      : `${fileName}: a dry run, nothing was written. An import refuses the file${left}; with --skip-bad-rows it leaves those days out.`
  }
  if (daysWritten + readingsWritten === 0)
    return `${fileName}: all of it is stored already, nothing changed${left}.`
  return `${fileName}: ${daysWritten} days and ${readingsWritten} readings written${left}.`
}
