import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = new URL('../../scripts/sdk-types.mjs', import.meta.url).pathname

test('the types are those of the API as it is now', { timeout: 60_000 }, async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, '--check'])
  expect(stdout + stderr).toBe('')
})
