import { createServer } from 'node:http'
import { mkdirSync, mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { brandStyle } from '../../src/brand/brand-style.ts'
import type { Brand } from '../../src/brand/brand.ts'
import { NORDLICHT_BRAND, SONNWERK_BRAND } from '../../src/demo/brands.ts'
import { allViews, draw } from './view-gallery.tsx'
import { sampleBrand, samplePage } from './view-samples-page.ts'

/**
 * Draws every view in both demo brands, light and dark, German and English, and looks at each: no accessibility
 * finding, no sideways scrolling at 320 px, nothing the content security policy refuses. Pictures go to a new
 * temporary directory, which it names.   tsx tests/support/gallery.ts [part of a name …]
 * With `--serve` it only serves them: /{brand}/{light|dark}/{de|en}/{view}.
 */
const CSP =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'"

const brands: Record<string, Brand> = {
  sonnwerk: sampleBrand(SONNWERK_BRAND),
  nordlicht: sampleBrand(NORDLICHT_BRAND),
}
const variants = Object.keys(brands).flatMap((brand) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    (['de', 'en'] as const).map((locale) => ({ brand, scheme, locale })),
  ),
)
type Variant = (typeof variants)[number]

const out = mkdtempSync(join(tmpdir(), 'gallery-'))

async function bundle(): Promise<void> {
  await build({
    entryPoints: { styles: 'src/ui/styles/index.css', chart: 'src/ui/chart.island.ts' },
    outdir: join(out, 'assets'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome120', 'safari17', 'firefox121'],
    assetNames: '[name]',
    loader: { '.woff2': 'file' },
    logLevel: 'error',
  })
}

async function render({ brand, scheme, locale }: Variant, name: string): Promise<string | null> {
  const page = (path: string, signedIn: boolean) =>
    samplePage({
      brand: brands[brand]!,
      scheme,
      locale,
      path,
      signedIn,
      brandStyleUrl: `/${brand}.css`,
      manifest: Object.fromEntries(
        ['figtree', 'bricolage-grotesque', 'schibsted-grotesk'].map((font) => [
          `${font}-latin-wght-normal.woff2`,
          `${font}-latin-wght-normal.woff2`,
        ]),
      ),
    })
  const view = allViews(page)[name]
  return view === undefined ? null : draw(view)
}

function serve(): Promise<{ origin: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('Content-Security-Policy', CSP)
    const [, first = '', second = '', third = '', name = ''] = pathname.split('/')
    if (first === 'assets') {
      const { readFileSync } = await import('node:fs')
      response.setHeader(
        'Content-Type',
        second.endsWith('.css') ? 'text/css' : second.endsWith('.js') ? 'text/javascript' : 'font/woff2',
      )
      return response.end(readFileSync(join(out, 'assets', second)))
    }
    const styled = /^(\w+)\.css$/.exec(first)?.[1]
    if (styled !== undefined) {
      response.setHeader('Content-Type', 'text/css')
      return response.end(brandStyle(brands[styled]!).css)
    }
    const html =
      name === ''
        ? null
        : await render({ brand: first, scheme: second as 'light', locale: third as 'de' }, name)
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.statusCode = html === null ? 404 : 200
    return response.end(html ?? '')
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => server.close(),
      }),
    )
  })
}

async function look(page: Page, url: string, file: string, checks: boolean): Promise<string[]> {
  const problems: string[] = []
  const onConsole = (message: { type(): string; text(): string }) => {
    if (
      message.type() === 'error' &&
      !message.text().includes('/brand/favicon') &&
      !message.text().includes('404')
    )
      problems.push(message.text())
  }
  page.on('console', onConsole)
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    await page.goto(url, { waitUntil: 'networkidle' })
    // As tall as the page, so that the bar at the foot stands at its foot in the picture.
    const height = await page.evaluate('document.documentElement.scrollHeight')
    await page.setViewportSize({ width, height: Number(height) })
    await page.screenshot({ path: `${file}-${width}.png` })
  }
  if (checks) {
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    for (const { id, nodes } of violations)
      problems.push(`${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    await page.setViewportSize({ width: 320, height: 640 })
    const over = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    if (Number(over) > 0) problems.push(`scrolls sideways at 320 px by ${String(over)} px`)
  }
  page.off('console', onConsole)
  return problems
}

async function main(wanted: string[]): Promise<void> {
  await bundle()
  const { origin, close } = await serve()
  if (wanted[0] === '--serve') {
    process.stdout.write(`${origin}\n`)
    return
  }
  const browser: Browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const context = await browser.newContext({ deviceScaleFactor: 1, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const names = Object.keys(
    allViews((path, signedIn) => samplePage({ brand: brands['sonnwerk']!, path, signedIn })),
  )
  let found = 0
  for (const variant of variants) {
    const key = `${variant.brand}/${variant.scheme}/${variant.locale}`
    mkdirSync(join(out, key), { recursive: true })
    for (const name of names) {
      if (wanted.length > 0 && !wanted.every((part) => `${key}/${name}`.includes(part))) continue
      const problems = await look(page, `${origin}/${key}/${name}`, join(out, key, name), true)
      for (const problem of problems) process.stdout.write(`${key}/${name}: ${problem}\n`)
      found += problems.length
    }
  }
  await browser.close()
  close()
  process.stdout.write(`${found} findings. Pictures in ${out}\n`)
  process.exitCode = found > 0 ? 1 : 0
}

await main(process.argv.slice(2))
