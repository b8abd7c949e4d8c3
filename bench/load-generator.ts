import { connect } from 'node:net'
import { customerId } from './customers.ts'
import type { LoadAnswer, LoadJob } from './load.ts'

/** The other end of load.ts: does one job after the other until its parent lets go. */
process.on('message', (job: LoadJob) => {
  void run(job).then((answer) => process.send?.(answer))
})

interface Tally {
  latencies: number[]
  unexpected: Record<string, number>
}

async function run(job: LoadJob): Promise<LoadAnswer> {
  const tally: Tally = { latencies: [], unexpected: {} }
  const nextRequest =
    job.requests.kind === 'mint' ? mints(job.host, job.requests) : opens(job.host, job.requests)
  const expected = job.requests.kind === 'mint' ? '200' : '303'
  const startedAt = performance.now()
  const deadline = startedAt + job.milliseconds
  await Promise.all(
    Array.from({ length: job.connections }, () =>
      keepBusy(job.port, nextRequest, { expected, deadline, tally }),
    ),
  )
  return {
    ...tally,
    latenciesMs: Float64Array.from(tally.latencies),
    elapsedMs: performance.now() - startedAt,
  }
}

/**
 * One kept-alive connection: the next request goes out when the last answer is complete. Written on the bare socket, as the
 * generator shares the machine's cores with what it measures, and a general client costs as much as the answer does.
 */
function keepBusy(
  port: number,
  nextRequest: () => string,
  { expected, deadline, tally }: { expected: string; deadline: number; tally: Tally },
): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let received = ''
    let sentAt = 0
    const note = (what: string) => (tally.unexpected[what] = (tally.unexpected[what] ?? 0) + 1)
    const send = () => {
      sentAt = performance.now()
      socket.write(nextRequest(), 'latin1')
    }
    socket.on('connect', send)
    socket.on('error', ({ message }) => note(message))
    socket.on('close', () => resolve())
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      received += chunk
      if (!isComplete(received)) return
      const now = performance.now()
      tally.latencies.push(now - sentAt)
      const status = received.slice(9, 12)
      if (status !== expected) note(status)
      received = ''
      if (now < deadline) send()
      else socket.destroy()
    })
  })
}

/** An answer with Content-Length, or in chunks, or without a body. */
function isComplete(received: string): boolean {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return false
  const head = received.slice(0, headEnd)
  if (/\r\ntransfer-encoding: chunked/i.test(head)) return received.endsWith('\r\n0\r\n\r\n')
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
  return received.length >= headEnd + 4 + length
}

function mints(
  host: string,
  { accessToken, customers }: { accessToken: string; customers: number },
): () => string {
  const body = (customer: string) => `{"customerId":"${customer}"}`
  const head = [
    'POST /admin/magic_link HTTP/1.1',
    `Host: ${host}`,
    'User-Agent: bench',
    `Authorization: Bearer ${accessToken}`,
    'Content-Type: application/json',
    `Content-Length: ${body(customerId(1)).length}`,
    '\r\n',
  ].join('\r\n')
  return () => head + body(customerId(1 + Math.floor(Math.random() * customers)))
}

function opens(host: string, { tokens }: { tokens: string[] }): () => string {
  const tail = ['HTTP/1.1', `Host: ${host}`, 'User-Agent: bench', 'Accept: text/html', '\r\n'].join('\r\n')
  return () => {
    const token = tokens.pop()
    if (token === undefined)
      throw new Error('More links were opened than were laid in: raise LINKS_PER_SECOND.')
    return `GET /auth/confirm?token_hash=${token}&type=magiclink&next=/overview ${tail}`
  }
}
