import type { Temporal } from 'temporal-polyfill'
import { inject } from 'vitest'
import { createDatabase } from '../../src/db/database.ts'
import { DEMO_DIRS } from '../../src/demo/demo-data.ts'
import { seedDemo } from '../../src/demo/seed-demo.ts'
import { onDatabase, quietPool } from './global-setup.ts'

/** The database with the demo world of that moment, for copies. Who asks first in a run builds it, the others wait. */
export async function demoTemplate(now: Temporal.Instant): Promise<string> {
  const { connectionString, template } = inject('testServer')
  const name = `${template}_demo_${now.epochMilliseconds}`
  const admin = quietPool(connectionString, 1)
  try {
    // Held by the pool's only session until that ends.
    await admin.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) {
      const unfinished = `${name}_unfinished`
      await admin.query(`drop database if exists ${unfinished} with (force)`)
      await admin.query(`create database ${unfinished} template ${template}`)
      await seed(onDatabase(connectionString, unfinished), now)
      await admin.query(`alter database ${unfinished} rename to ${name}`)
    }
  } finally {
    await admin.end()
  }
  return name
}

async function seed(connectionString: string, now: Temporal.Instant): Promise<void> {
  const pool = quietPool(connectionString, 1)
  try {
    await seedDemo({ db: createDatabase(pool), now, ...DEMO_DIRS, log: () => {} })
    // Tests ask at a machine's pace.
    await pool.query('update api_clients set requests_per_second = 1000000')
  } finally {
    await pool.end()
  }
}
