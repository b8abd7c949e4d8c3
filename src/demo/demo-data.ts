import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LoadProfile, parseLoadProfile } from '../domain/load-profile.ts'

/** Where the files lie; the bundled server has copies of both folders beside it. */
export interface DemoDirs {
  /** The demo's own. */
  dataDir: string
  /** The figures that are the same for every household, as operators import them. */
  marketDataDir: string
}

/** Both as they lie in the source tree. */
export const DEMO_DIRS: DemoDirs = {
  dataDir: fileURLToPath(new URL('data', import.meta.url)),
  marketDataDir: fileURLToPath(new URL('../../market-data', import.meta.url)),
}

export interface DemoData {
  /** Shop or workshop. */
  g25: LoadProfile
  /** Quarter-hour prices of 20 to 26 October 2025, as SMARD publishes them. */
  realWeekJson: string
  /** Levies, grid fees, grid areas, module 3 hours and market partners, a file each. */
  marketDataCsv: readonly string[]
}

export async function readDemoData({ dataDir, marketDataDir }: DemoDirs): Promise<DemoData> {
  const text = (name: string) => readFile(join(dataDir, name), 'utf8')
  const [g25, realWeekJson, ...marketDataCsv] = await Promise.all([
    text('bdew-g25.csv'),
    text('smard-de-lu-quarterhour-2025-10-20.json'),
    readFile(join(marketDataDir, 'nationwide.csv'), 'utf8'),
    // Prices before hours: these are held against those.
    text('grid-fees.csv'),
    text('grid-fee-windows.csv'),
    text('grid-areas.csv'),
    text('market-partners.csv'),
  ])
  return {
    g25: parseLoadProfile(g25, { dynamic: false }),
    realWeekJson,
    marketDataCsv,
  }
}
