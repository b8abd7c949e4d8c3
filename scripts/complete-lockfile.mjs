// After adding a package: names in package-lock.json the builds for other systems that npm left out. A registry that lacks some of
// them makes `npm install` drop them without a word, and `npm ci` then refuses the lockfile, on every system.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, say } from './setup.mjs'

const file = join(ROOT, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))

const missing = Object.entries(lock.packages).flatMap(([path, pack]) =>
  Object.entries(pack.optionalDependencies ?? {})
    .filter(([name]) => !isListed(path, name))
    .map(([name, version]) => [
      `node_modules/${name}`,
      { version, ...system(name), ...(pack.dev && { dev: true }), optional: true },
    ]),
)
for (const [path] of missing) say(`adding ${path}`)
lock.packages = Object.fromEntries(
  // npm's own order of paths.
  [...Object.entries(lock.packages), ...missing].sort(([a], [b]) => a.localeCompare(b, 'en')),
)
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)

/** A package is found in the node_modules of the one that wants it, or in that of any folder above. */
function isListed(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

/** `@oxlint/binding-linux-arm64-musl` is for linux, arm64 and musl. */
function system(name) {
  const [os, cpu, abi = ''] = name
    .split('/')[1]
    .replace(/^binding-/, '')
    .split('-')
  const libc = abi.startsWith('musl') ? 'musl' : abi.startsWith('gnu') ? 'glibc' : undefined
  return {
    ...(libc && { libc: [libc] }),
    ...(cpu && { cpu: [cpu.replace(/eabi$/, '')] }),
    ...(os && { os: [os] }),
  }
}
