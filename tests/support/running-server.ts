import { type ChildProcess, spawn } from 'node:child_process'
import { access, mkdir, open, readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const PROGRAM = join(import.meta.dirname, '../../dist/main.js')
/** As the product is started by `npm start` and in its container. */
const NODE_OPTIONS = ['--enable-source-maps', '--max-semi-space-size=32']
const READY_MS = 60_000

export interface StartServer {
  /** The server's DATA_DIR; made if it is missing. Its log goes to `server-output.log` in it. */
  dataDir: string
  /** Goes over the defaults: production, a free port, `https://api.test.example` and `{slug}.portal.test.example`. */
  environment?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  setCookie: string[]
  body: string
}

export interface RequestOptions {
  /** The Host header: whose portal it is, or the API by default. */
  host?: string
  method?: string
  headers?: Record<string, string>
  body?: string
}

export interface RunningServer {
  pid: number
  port: number
  /** Hosts by which the API and a plan's portal are addressed. */
  apiHost: string
  portalHost: (slug: string) => string
  /** One request over a kept-alive connection; redirects are not followed. Rejects when the server goes away meanwhile. */
  request: (path: string, options?: RequestOptions) => Promise<Answer>
  /** Everything it has printed so far. */
  output: () => Promise<string>
  /** Sends a signal and resolves when the process is gone. */
  kill: (signal: NodeJS.Signals) => Promise<void>
  /** The orderly way: SIGTERM. */
  stop: () => Promise<void>
}

/**
 * Starts the built product as a process of its own and waits until it is ready.
 *
 * @throws with what it printed, if it ends before that; with the way out, if nothing has been built.
 */
export async function startServer({ dataDir, environment = {} }: StartServer): Promise<RunningServer> {
  await access(PROGRAM).catch(() => {
    throw new Error('There is no dist/main.js: run `npm run build` first.')
  })
  await mkdir(dataDir, { recursive: true })
  const logFile = join(dataDir, 'server-output.log')
  const output = () => readFile(logFile, 'utf8')
  const port = Number(environment['PORT'] ?? (await freePort()))
  const settings = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://api.test.example',
    PORTAL_DOMAIN: 'portal.test.example',
    DATA_DIR: dataDir,
    ...environment,
    PORT: String(port),
  }
  const child = await launch(settings, logFile)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  const apiHost = new URL(settings.PUBLIC_URL).host
  const server: RunningServer = {
    pid: child.pid ?? 0,
    port,
    apiHost,
    portalHost: (slug) => `${slug}.${settings.PORTAL_DOMAIN}`,
    request: (path, options = {}) => send({ agent, port, path, host: options.host ?? apiHost, ...options }),
    output,
    async kill(signal) {
      child.kill(signal)
      await exited
      agent.destroy()
    },
    stop: () => server.kill('SIGTERM'),
  }
  await untilReady(server, child)
  return server
}

async function launch(settings: Record<string, string>, logFile: string): Promise<ChildProcess> {
  const { PATH = '', HOME = '', TMPDIR } = process.env
  const log = await open(logFile, 'a')
  try {
    return spawn(process.execPath, [...NODE_OPTIONS, PROGRAM], {
      // Nothing of the caller's own settings: a DATABASE_URL of the developer's is not ours to write to.
      env: { PATH, HOME, ...(TMPDIR !== undefined && { TMPDIR }), ...settings },
      stdio: ['ignore', log.fd, log.fd],
    })
  } finally {
    await log.close()
  }
}

async function untilReady(server: RunningServer, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (child.exitCode === null && child.signalCode === null) {
    const status = await server.request('/ready').then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    if (Date.now() > deadline) {
      await server.kill('SIGKILL')
      break
    }
    await delay(20)
  }
  throw new Error(`The server did not start:\n${(await server.output()).slice(-3000)}`)
}

interface Send extends RequestOptions {
  agent: Agent
  port: number
  path: string
  host: string
}

function send({ agent, port, path, host, method = 'GET', headers = {}, body }: Send): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { agent, host: '127.0.0.1', port, path, method, headers: { ...headers, host } },
      (incoming) => {
        let text = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (chunk: string) => (text += chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const { statusCode: status = 0, headers } = incoming
          resolve({ status, headers, setCookie: headers['set-cookie'] ?? [], body: text })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
