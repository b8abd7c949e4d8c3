// Builds everything into dist/: server, command line, browser files, migrations; and the SDK with its example.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { giveUp, NODE, ROOT, run, setUp, withLock } from './setup.mjs'

const DIST = join(ROOT, 'dist')
const STYLES = 'src/ui/styles/index.css'
const STAMP = join(DIST, 'built')
const SOURCES = [
  'src',
  'market-data',
  'sdk/src',
  'sdk/tsconfig.json',
  'examples/partner-app/src',
  'examples/partner-app/tsconfig.json',
]

/** Builds if a source is newer than the last build. */
export async function ensureBuilt() {
  await withLock('build', 'Another build is running: waiting for it.', async () => {
    if (
      existsSync(STAMP) &&
      statSync(STAMP).mtimeMs > newest([...SOURCES, 'scripts/build.mjs', 'package-lock.json'])
    )
      return
    await run(NODE, [fileURLToPath(import.meta.url)])
  })
}

/** The time of the latest change. A folder's own time tells of files that were deleted. */
function newest(paths) {
  let latest = 0
  for (const path of paths.map((name) => join(ROOT, name))) {
    const inside = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true }).map((name) => join(path, name))
      : []
    for (const each of [path, ...inside]) latest = Math.max(latest, statSync(each).mtimeMs)
  }
  return latest
}

async function build() {
  const started = new Date()
  rmSync(DIST, { recursive: true, force: true })
  mkdirSync(DIST, { recursive: true })
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  await Promise.all([
    buildPrograms(),
    buildAssets(),
    run(NODE, [tsc, '--build', join(ROOT, 'sdk'), join(ROOT, 'examples', 'partner-app')]),
  ])
  cpSync(join(ROOT, 'src/db/migrations'), join(DIST, 'migrations'), { recursive: true })
  cpSync(join(ROOT, 'src/demo/data'), join(DIST, 'demo-data'), { recursive: true })
  cpSync(join(ROOT, 'market-data'), join(DIST, 'market-data'), { recursive: true })
  writeFileSync(STAMP, '')
  // A source that was saved during the build may not be in it.
  utimesSync(STAMP, started, started)
}

async function buildPrograms() {
  const { build: bundle } = await import('esbuild')
  await bundle({
    absWorkingDir: ROOT,
    entryPoints: { main: 'src/main.ts', stromtor: 'src/operator/main.ts' },
    outdir: DIST,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  })
}

/** Every file's name carries a hash of its content, so that browsers may keep it for ever; manifest.json leads to it by its plain name. */
async function buildAssets() {
  const { build: bundle } = await import('esbuild')
  const islands = readdirSync(join(ROOT, 'src'), { recursive: true }).filter((path) =>
    path.endsWith('.island.ts'),
  )
  const outdir = join(DIST, 'assets')
  const { metafile } = await bundle({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries([
      ['styles', STYLES],
      ['swagger-ui', 'node_modules/swagger-ui-dist/swagger-ui.css'],
      ...islands.map((path) => [basename(path, '.island.ts'), join('src', path)]),
    ]),
    outdir,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['es2022', 'safari16.4', 'chrome111', 'firefox113'],
    format: 'esm',
    // Fonts and pictures that the style sheet names.
    loader: { '.woff2': 'copy', '.svg': 'copy' },
    metafile: true,
    logLevel: 'warning',
  })
  const manifest = {}
  for (const [output, { inputs, entryPoint }] of Object.entries(metafile.outputs)) {
    const file = relative(outdir, join(ROOT, output))
    manifest[plainName(entryPoint ?? Object.keys(inputs)[0])] = file
    precompress(join(outdir, file))
  }
  writeFileSync(join(outdir, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
}

function plainName(source) {
  if (source === STYLES) return 'styles.css'
  if (source.endsWith('.island.ts')) return `${basename(source, '.island.ts')}.js`
  return basename(source)
}

/** The server hands these out to browsers that take them. A font is compressed in itself. */
function precompress(path) {
  if (path.endsWith('.woff2')) return
  const content = readFileSync(path)
  writeFileSync(`${path}.br`, brotliCompressSync(content))
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp()
    .then(build)
    .catch((error) => giveUp(error.errors ? `The build failed with ${error.errors.length} errors.` : error))
}
