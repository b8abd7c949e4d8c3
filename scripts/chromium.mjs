// The browser of the browser tests: one that is there, or else one that this machine's usual way brings.
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { giveUp, NODE, ROOT, run, say, setUp } from './setup.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC_PATHS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const WHAT_TO_DO =
  "install Chromium or Google Chrome by your system's own means, or set CHROMIUM_PATH to one."

/**
 * The path of a Chromium that starts: CHROMIUM_PATH, the system's, the one in Playwright's cache, or one installed now.
 * Playwright's own needs the packages to be installed already.
 */
export async function findOrInstallChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (starts(given)) return given
    throw new Error(
      `CHROMIUM_PATH is ${given}, which is no Chromium that starts: correct it, or unset it to have one found.`,
    )
  }
  const found = findChromium()
  if (found) return found
  const problems = []
  for (const install of installers()) {
    await install().catch((error) => problems.push(error.message))
    const installed = findChromium()
    if (installed) return installed
  }
  throw new Error(
    `There is no Chromium that starts for the browser tests${problems.map((problem) => ` (${problem})`).join('')}: ${WHAT_TO_DO}`,
  )
}

function findChromium() {
  const directories = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/snap/bin')
  const system = NAMES.flatMap((name) => directories.map((directory) => join(directory, name)))
  return [...system, ...MAC_PATHS, playwrightsOwn()].find(
    (path) => path && isExecutable(path) && starts(path),
  )
}

function playwrightsOwn() {
  return createRequire(join(ROOT, 'package.json'))('@playwright/test').chromium.executablePath()
}

function installers() {
  const playwright = (...flags) => {
    say('Installing Chromium by Playwright; this takes a minute.')
    return run(NODE, [
      join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'),
      'install',
      ...flags,
      'chromium',
    ])
  }
  const isRoot = process.getuid?.() === 0
  if (!isRoot) return [() => playwright()]
  if (!isDebian()) return [() => playwright('--with-deps')]
  return [installDebianPackage, () => playwright('--with-deps')]
}

async function installDebianPackage() {
  say("Installing Debian's package chromium; this takes a minute.")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], { env })
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env })
}

/** Debian itself: Ubuntu's package of that name only points to a snap, which does not start where there is no snapd. */
function isDebian() {
  try {
    return existsSync('/usr/bin/apt-get') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A wrapper without its snap, or a browser without its libraries, is there but does not start. */
function starts(path) {
  try {
    return /chrom/i.test(
      execFileSync(path, ['--version'], {
        encoding: 'utf8',
        timeout: 20_000,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
  } catch {
    return false
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp()
    .then(findOrInstallChromium)
    .then((path) => process.stdout.write(`${path}\n`))
    .catch(giveUp)
}
