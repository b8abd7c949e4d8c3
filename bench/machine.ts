import { cpus, loadavg } from 'node:os'
import type { OwnDatabase } from './own-database.ts'

/** What the figures were measured on. */
export interface Machine {
  cores: number
  processor: string
  /** The load average before the run: how much else the machine was doing. */
  load: number
  node: string
  postgresql: string
}

export function describeMachine({ version }: Pick<OwnDatabase, 'version'>): Machine {
  const [load = 0] = loadavg()
  const [first] = cpus()
  return {
    cores: cpus().length,
    processor: first?.model ?? '',
    load,
    node: process.version,
    postgresql: version,
  }
}

export const machineLine = ({ cores, processor, load, node, postgresql }: Machine): string =>
  `${cores} cores, ${processor}, load ${load.toFixed(1)} before the run, Node ${node}, PostgreSQL ${postgresql} with fsync`
