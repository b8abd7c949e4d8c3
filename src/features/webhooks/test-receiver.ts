import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  method: string | undefined
  path: string | undefined
  headers: IncomingHttpHeaders
  body: string
}

export type Answer = (response: ServerResponse, received: Received) => void

export const answering =
  (status: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body)

/** Takes the request and never says a word. */
export const silent: Answer = () => undefined

const running: (() => Promise<void>)[] = []

/** After each test. */
export async function stopReceivers(): Promise<void> {
  for (const stop of running.splice(0)) await stop()
}

/** A partner's server on loopback: it keeps what it gets and answers as the test says. */
export async function startReceiver(answer: Answer = answering(200)) {
  const received: Received[] = []
  const state = { answer }
  let server: Server
  let port = 0

  function serve(): Promise<void> {
    server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8')
      request.on('data', (text: string) => (body += text))
      request.on('end', () => {
        const { method, url: path, headers } = request
        const entry = { method, path, headers, body }
        received.push(entry)
        state.answer(response, entry)
      })
    })
    return new Promise((resolve) => {
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  }

  const goAway = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })

  await serve()
  running.push(goAway)
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    answerWith: (next: Answer) => void (state.answer = next),
    goAway,
    comeBack: serve,
  }
}

/** Checks a signature as a receiver does, with nothing of ours. */
export function isSignedWith(secret: string, header: unknown, body: string): boolean {
  const parts = String(header).split(',')
  const time = parts.find((part) => part.startsWith('t='))?.slice(2)
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  return parts.includes(`v1=${expected}`)
}
