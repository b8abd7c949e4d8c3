import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError, type Stromtor } from '../../sdk/src/index.ts'
import { loadAccount } from './load-account.ts'
import { accountPage } from './page.ts'

const STYLE = `body{font:1rem/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dd{margin:0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #ccc}`

export interface Served {
  stromtor: Stromtor
  /** Whoever is signed in with you. Here it is always the same customer. */
  customerOf: (request: IncomingMessage) => Promise<string>
  now: () => Date
  log: (line: string) => void
}

/** Answers a request: the page, the PDF of an invoice, the style sheet. */
export async function serve(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'self'; base-uri 'none'")
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Cache-Control', 'no-store')
  try {
    await answer(served, request, response)
  } catch (error) {
    // What support needs to find the request; the customer sees none of it.
    served.log(
      error instanceof ApiError ? `${error.code} ${error.requestId ?? '-'}: ${error.detail}` : String(error),
    )
    const isMissing = error instanceof ApiError && error.code === 'NOT_FOUND'
    end(
      response,
      isMissing ? 404 : 502,
      'text/plain',
      isMissing ? 'Nicht gefunden.' : 'Bitte später noch einmal.',
    )
  }
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/style.css') return end(response, 200, 'text/css', STYLE)
  const customerId = await served.customerOf(request)
  if (pathname === '/') {
    const account = await loadAccount(served.stromtor, customerId, served.now())
    return end(response, 200, 'text/html', accountPage(account).toString())
  }
  const [, invoiceId] = /^\/invoices\/([\w-]+)$/.exec(pathname) ?? []
  if (invoiceId === undefined) return end(response, 404, 'text/plain', 'Nicht gefunden.')
  // Your client reads every customer's invoices: that this one is theirs is yours to check.
  const { customer } = await served.stromtor.invoices.retrieve(invoiceId)
  if (customer !== customerId) return end(response, 404, 'text/plain', 'Nicht gefunden.')
  response.writeHead(302, { location: await served.stromtor.invoices.file(invoiceId) }).end()
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body)
}
