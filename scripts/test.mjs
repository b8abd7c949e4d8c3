// npm test: set-up, then unit, integration and browser tests. The last line sums up all of them.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { findOrInstallChromium } from './chromium.mjs'
import { environment, NODE, ROOT, say, setUp } from './setup.mjs'

const REPORTS = join(ROOT, '.cache', 'test-reports')

const total = { passed: 0, failed: 0, skipped: 0 }
try {
  await setUp()
  await ensureBuilt()
  mkdirSync(REPORTS, { recursive: true })
  const report = (name) => join(REPORTS, `${name}.json`)
  await runTests('Unit and integration tests', report('vitest'), countVitest, {
    args: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report('vitest')}`,
    ],
  })
  // Only now: whoever has no browser learns what the other tests say all the same.
  const chromium = await findOrInstallChromium()
  await runTests('Browser tests', report('playwright'), countPlaywright, {
    args: ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report('playwright') },
  })
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  total.failed += 1
}
process.exitCode = total.failed === 0 ? 0 : 1
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`)

/** Runs one runner and adds its counts. One that fails without a failed test, as by crashing, counts as a failure. */
async function runTests(name, report, count, { args, env }) {
  say(`\n${name}`)
  rmSync(report, { force: true })
  const succeeded = await new Promise((resolve) => {
    const child = spawn(NODE, args, {
      cwd: ROOT,
      env: environment(env),
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
  const counted = { passed: 0, failed: 0, skipped: 0 }
  try {
    Object.assign(counted, count(JSON.parse(readFileSync(report, 'utf8'))))
  } catch {
    say(`${name}: ended without a report.`)
    counted.failed = 1
  }
  if (!succeeded && counted.failed === 0) {
    say(`${name}: ended with an error outside of any test.`)
    counted.failed = 1
  }
  for (const key of Object.keys(total)) total[key] += counted[key]
}

function countVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  // A file that can't be loaded has no tests to count.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  return { passed: numPassedTests, failed: numFailedTests + broken, skipped: numPendingTests + numTodoTests }
}

function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }
}
