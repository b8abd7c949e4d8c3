// Draws docs/screenshots/ from the demo world: node scripts/screenshots.mjs [--to <folder>] [name …]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { findOrInstallChromium } from './chromium.mjs'
import { pictures } from './screenshots-list.mjs'
import { environment, giveUp, NODE, ROOT, say, setUp } from './setup.mjs'

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } }
/** A long page is cut: what it answers stands on top. */
const SHORTEST = 600
const TALLEST = { phone: 1280, desktop: 960 }
const LOCALES = { sonnwerk: 'de-DE', nordlicht: 'en-GB' }
const CLIENTS = { sonnwerk: 'demo', nordlicht: 'nordlicht' }
const READY_MS = 180_000

/** The product with a demo world of its own, on free ports; `end` stops it and takes the world away. */
async function startDemo() {
  const [port, partnerPort] = [await freePort(), await freePort()]
  const server = spawn(NODE, [join(ROOT, 'scripts', 'browser-server.mjs')], {
    cwd: ROOT,
    env: environment({ PORT: port, PARTNER_PORT: partnerPort, LOG_LEVEL: 'warn' }),
    stdio: ['ignore', 2, 2],
  })
  const ended = once(server, 'exit')
  const deadline = Date.now() + READY_MS
  // The partner's app starts when the server is ready.
  while (!(await answers(`http://127.0.0.1:${partnerPort}/`))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error('The demo did not start.')
    await delay(300)
  }
  return {
    port,
    end: async () => {
      server.kill('SIGTERM')
      await ended
    },
  }
}

const answers = (url) =>
  fetch(url).then(
    () => true,
    () => false,
  )

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(String(port)))
    })
  })
}

/** Signs in the way a partner does: a token, the customer's id, the link. */
function createMint(port) {
  const api = `http://localhost:${port}`
  const tokens = new Map()
  const read = async (response) => {
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`)
    return response.json()
  }
  const token = async (client) => {
    const authorization = `Basic ${Buffer.from(`${client}:${client}-secret`).toString('base64')}`
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    const response = await fetch(`${api}/oauth/token`, { method: 'POST', headers: { authorization }, body })
    return (await read(response)).access_token
  }
  return async (brand, email) => {
    const client = CLIENTS[brand]
    if (!tokens.has(client)) tokens.set(client, await token(client))
    const headers = { authorization: `Bearer ${tokens.get(client)}`, 'content-type': 'application/json' }
    const query = new URLSearchParams({ 'filter[email][eq]': email })
    const { items } = await read(await fetch(`${api}/customers?${query}`, { headers }))
    const body = JSON.stringify({ customerId: items[0]?.id })
    return (await read(await fetch(`${api}/admin/magic_link`, { method: 'POST', headers, body }))).link
  }
}

async function draw(browser, mint, port, picture, to) {
  const { name, brand, host = brand, email, path, size, scheme, act, asTallAsScreen } = picture
  const context = await browser.newContext({
    viewport: SIZES[size],
    isMobile: size === 'phone',
    hasTouch: size === 'phone',
    reducedMotion: 'reduce',
    locale: LOCALES[brand],
  })
  try {
    const page = await context.newPage()
    if (email) await page.goto(await mint(brand, email))
    // A customer's portal is the one of their plan.
    const origin = email ? new URL(page.url()).origin : `http://${host}.localhost:${port}`
    if (scheme) await context.addCookies([{ name: 'scheme', value: scheme, url: origin }])
    const response = await page.goto(origin + path)
    if (!response?.ok()) throw new Error(`${path} answered ${response?.status()}`)
    await act?.(page)
    await page.evaluate(async () => {
      globalThis.scrollTo(0, 0)
      await document.fonts.ready
    })
    if (!asTallAsScreen) {
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      // What sticks to the foot of the screen shall stand at the foot of the picture.
      const tall = Math.min(Math.max(height, SHORTEST), TALLEST[size])
      await page.setViewportSize({ ...SIZES[size], height: tall })
    }
    const file = join(to, `${name}.png`)
    await page.screenshot({ path: file })
    say(`${file} ${Math.round(statSync(file).size / 1024)} KB`)
  } finally {
    await context.close()
  }
}

async function main([...names]) {
  const flag = names.indexOf('--to')
  const to = flag === -1 ? join(ROOT, 'docs', 'screenshots') : names.splice(flag, 2)[1]
  const wanted = pictures.filter(
    ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
  )
  if (wanted.length === 0)
    throw new Error(`No picture is called so. There are: ${pictures.map(({ name }) => name).join(', ')}`)
  await setUp()
  mkdirSync(to, { recursive: true })
  const executablePath = await findOrInstallChromium()
  const demo = await startDemo()
  const browser = await chromium.launch({
    executablePath,
    args: [
      // Chromium's sandbox does not work for root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const problems = []
  try {
    const mint = createMint(demo.port)
    for (const picture of wanted) {
      await draw(browser, mint, demo.port, picture, to).catch((error) =>
        problems.push(`${picture.name}: ${error.message}`),
      )
    }
  } finally {
    await browser.close()
    await demo.end()
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

main(process.argv.slice(2)).catch(giveUp)
