import { randomUUID } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

// Chosen once, by the process that starts the server, and passed on to the workers, which read this file again.
const port = (process.env['PORT'] = process.env['TEST_WORKER_INDEX'] ? process.env['PORT'] : await freePort())
const partnerPort = (process.env['PARTNER_PORT'] = process.env['TEST_WORKER_INDEX']
  ? process.env['PARTNER_PORT']
  : await freePort())
// Some journeys need time to have passed, or a contract of their own: they find the demo's database here.
const dataDir = (process.env['BROWSER_DATA_DIR'] = process.env['TEST_WORKER_INDEX']
  ? process.env['BROWSER_DATA_DIR']
  : join(tmpdir(), `stromtor-browser-${randomUUID()}`))

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  reporter: 'list',
  timeout: 30_000,
  use: {
    baseURL: `http://localhost:${partnerPort}`,
    // A trace of every test would take a third more time than the tests; `--trace on` records one when it is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
    // Pages that stand are looked at, not those that fade in: Chromium calls it an error when a window changes its size
    // half-way, or when a page cannot fade into a PDF. That they fade is a test of preferences.spec.ts.
    reducedMotion: 'reduce',
    launchOptions: {
      ...(process.env['CHROMIUM_PATH'] && { executablePath: process.env['CHROMIUM_PATH'] }),
      args: [
        // Chromium's sandbox does not work for root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Hidden pages of the address bar, loaded for each new window, are half the time of opening one. The rest is
        // Playwright's own list, as far as these tests need it: the last list given is the one that counts.
        '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,HttpsUpgrades,PaintHolding,DestroyProfileOnBrowserClose,MediaRouter,OptimizationHints',
      ],
    },
  },
  projects: [
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    },
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
  ],
  webServer: {
    command: 'node scripts/browser-server.mjs',
    // The partner's app starts when the server is ready.
    url: `http://127.0.0.1:${partnerPort}/`,
    env: {
      PORT: `${port}`,
      PARTNER_PORT: `${partnerPort}`,
      BROWSER_DATA_DIR: `${dataDir}`,
      LOG_LEVEL: 'warn',
    },
    reuseExistingServer: false,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 40_000 },
    stdout: 'pipe',
  },
})

function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as AddressInfo
      probe.close(() => resolve(String(free)))
    })
  })
}
