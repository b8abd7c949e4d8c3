import { BARE_CONNECTIONS } from './bare-statements.ts'
import type { Measured } from './measured.ts'

export interface OverHttp extends Measured {
  connections: number
  /** Throughput over the bare statement's. */
  ratio: number
}

export interface Report {
  /** `load` is the load average before the run: how much else the machine was doing. */
  machine: { cores: number; processor: string; load: number; node: string; postgresql: string }
  bare: { insert: Measured; consume: Measured }
  mint: OverHttp[]
  redeem: OverHttp[]
  /** Of the server's process. */
  memoryMb: number
  /** Median time of one mint. */
  customers: { few: number; many: number; fewMs: number; manyMs: number; ratio: number }
}

export interface Verdict {
  limit: string
  measured: string
  isReached: boolean
}

const LIMITS = { connections: 64, mintRatio: 0.8, redeemRatio: 1, memoryMb: 250, sizeRatio: 1.2 }

/** What the product promises about its own speed, as ratios within one run, so that any machine can check it. */
export function judge({ mint, redeem, memoryMb, customers }: Report): Verdict[] {
  const at = (rows: OverHttp[]) =>
    rows.find(({ connections }) => connections === LIMITS.connections)?.ratio ?? 0
  return [
    {
      limit: `mint at ${LIMITS.connections} connections ≥ ${LIMITS.mintRatio} × bare insert`,
      measured: `${at(mint).toFixed(2)} ×`,
      isReached: at(mint) >= LIMITS.mintRatio,
    },
    {
      limit: `redeem at ${LIMITS.connections} connections ≥ ${LIMITS.redeemRatio} × bare consume`,
      measured: `${at(redeem).toFixed(2)} ×`,
      isReached: at(redeem) >= LIMITS.redeemRatio,
    },
    {
      limit: `memory of the process < ${LIMITS.memoryMb} MB`,
      measured: `${memoryMb.toFixed(0)} MB`,
      isReached: memoryMb < LIMITS.memoryMb,
    },
    {
      limit: `mint time with ${count(customers.many)} customers ≤ ${LIMITS.sizeRatio} × with ${count(customers.few)}`,
      measured: `${customers.ratio.toFixed(2)} ×`,
      isReached: customers.ratio <= LIMITS.sizeRatio,
    },
  ]
}

export function print(report: Report, verdicts: Verdict[], asJson: boolean): void {
  process.stdout.write(
    asJson ? `${JSON.stringify({ ...report, verdicts }, null, 2)}\n` : table(report, verdicts),
  )
}

function table({ machine, bare, mint, redeem, memoryMb, customers }: Report, verdicts: Verdict[]): string {
  const row = (name: string, connections: number, figures: Measured, ratio?: number) =>
    [
      name.padEnd(14),
      String(connections).padStart(11),
      count(Math.round(figures.perSecond)).padStart(10),
      `${figures.p50.toFixed(2)} ms`.padStart(10),
      `${figures.p99.toFixed(2)} ms`.padStart(10),
      (ratio === undefined ? '' : `${ratio.toFixed(2)} ×`).padStart(9),
    ].join(' ')
  const lines = [
    `${machine.cores} cores, ${machine.processor}, load ${machine.load.toFixed(1)} before the run, Node ${machine.node}, PostgreSQL ${machine.postgresql} with fsync`,
    '',
    'what           connections per second        p50        p99   to bare',
    row('bare insert', BARE_CONNECTIONS, bare.insert),
    ...mint.map((figures) => row('mint', figures.connections, figures, figures.ratio)),
    row('bare consume', BARE_CONNECTIONS, bare.consume),
    ...redeem.map((figures) => row('redeem', figures.connections, figures, figures.ratio)),
    '',
    `mint, p50 at 16 connections: ${customers.fewMs.toFixed(2)} ms with ${count(customers.few)} customers, ${customers.manyMs.toFixed(2)} ms with ${count(customers.many)}`,
    `memory of the server's process at its highest: ${memoryMb.toFixed(0)} MB`,
    '',
    ...verdicts.map(
      ({ limit, measured, isReached }) => `${isReached ? 'PASS ' : 'short'}  ${limit}: ${measured}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

const count = (value: number): string => value.toLocaleString('en')
