import { BARE_CONNECTIONS } from './bare-statements.ts'
import type { Measured } from './measured.ts'
import { count, type Row } from './section.ts'

export interface OverHttp extends Measured {
  connections: number
  /** Throughput over the bare statement's. */
  ratio: number
}

export interface Report {
  bare: { insert: Measured; consume: Measured }
  mint: OverHttp[]
  redeem: OverHttp[]
  /** Of the server's process. */
  memoryMb: number
  /** Median time of one mint. */
  customers: { few: number; many: number; fewMs: number; manyMs: number; ratio: number }
}

const LIMITS = { connections: 64, mintRatio: 0.8, redeemRatio: 1, memoryMb: 250, sizeRatio: 1.2 }

/** What the product promises about its own speed, as ratios within one run, so that any machine can check it. */
export function judge({ mint, redeem, memoryMb, customers }: Report): Row[] {
  const at = (rows: OverHttp[]) =>
    rows.find(({ connections }) => connections === LIMITS.connections)?.ratio ?? 0
  return [
    {
      what: `mint at ${LIMITS.connections} connections`,
      limit: `≥ ${LIMITS.mintRatio} × bare insert`,
      figure: `${at(mint).toFixed(2)} ×`,
      within: at(mint) >= LIMITS.mintRatio,
    },
    {
      what: `redeem at ${LIMITS.connections} connections`,
      limit: `≥ ${LIMITS.redeemRatio} × bare consume`,
      figure: `${at(redeem).toFixed(2)} ×`,
      within: at(redeem) >= LIMITS.redeemRatio,
    },
    {
      what: 'memory of the process',
      limit: `< ${LIMITS.memoryMb} MB`,
      figure: `${memoryMb.toFixed(0)} MB`,
      within: memoryMb < LIMITS.memoryMb,
    },
    {
      what: `mint time with ${count(customers.many)} customers`,
      limit: `≤ ${LIMITS.sizeRatio} × with ${count(customers.few)}`,
      figure: `${customers.ratio.toFixed(2)} ×`,
      within: customers.ratio <= LIMITS.sizeRatio,
    },
  ]
}

export function table({ bare, mint, redeem, memoryMb, customers }: Report): string {
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
    'what           connections per second        p50        p99   to bare',
    row('bare insert', BARE_CONNECTIONS, bare.insert),
    ...mint.map((figures) => row('mint', figures.connections, figures, figures.ratio)),
    row('bare consume', BARE_CONNECTIONS, bare.consume),
    ...redeem.map((figures) => row('redeem', figures.connections, figures, figures.ratio)),
    '',
    `mint, p50 at 16 connections: ${customers.fewMs.toFixed(2)} ms with ${count(customers.few)} customers, ${customers.manyMs.toFixed(2)} ms with ${count(customers.many)}`,
    `memory of the server's process at its highest: ${memoryMb.toFixed(0)} MB`,
  ]
  return lines.join('\n')
}
