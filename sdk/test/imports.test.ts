import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const source = new URL('../src/', import.meta.url)

test('src imports nothing but files of its own: it must run on Node, Bun, Deno and Workers', async () => {
  const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(15)
  const foreign: string[] = []
  for (const name of files) {
    const code = await readFile(new URL(name, source), 'utf8')
    for (const [, target] of code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)) {
      if (!/^\.\.?\/[\w./-]+\.ts$/.test(target ?? '')) foreign.push(`${name}: ${target}`)
    }
  }
  expect(foreign).toEqual([])
})

test('the package has no dependencies', async () => {
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  expect(manifest.dependencies ?? {}).toEqual({})
  expect(manifest.peerDependencies ?? {}).toEqual({})
})
