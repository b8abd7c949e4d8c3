import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LoadProfile, parseLoadProfile } from '../domain/load-profile.ts'

/** Where the files lie in the source tree; the bundled server is told another place (`dist/demo-data`). */
export const DEMO_DATA_DIR = fileURLToPath(new URL('data', import.meta.url))

export interface DemoData {
  /** Shop or workshop. */
  g25: LoadProfile
  /** Quarter-hour prices of 20 to 26 October 2025, as SMARD publishes them. */
  realWeekJson: string
  priceComponentsCsv: string
}

export async function readDemoData(directory: string): Promise<DemoData> {
  const text = (name: string) => readFile(join(directory, name), 'utf8')
  const [g25, realWeekJson, priceComponentsCsv] = await Promise.all([
    text('bdew-g25.csv'),
    text('smard-de-lu-quarterhour-2025-10-20.json'),
    text('price-components.csv'),
  ])
  return {
    g25: parseLoadProfile(g25, { dynamic: false }),
    realWeekJson,
    priceComponentsCsv,
  }
}
