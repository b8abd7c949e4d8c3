import { type BrowserContext, expect, type Request } from '@playwright/test'
import { INBOX, isOurs } from './addresses.ts'

/**
 * Writes down whatever no page may do: a request that leaves the page's own host, a breach of the content security
 * policy (Chromium reports it in the console), an error or a warning in the console, an answer of 5xx. The function it
 * returns fails the test if there was anything.
 */
export function record(context: BrowserContext): () => void {
  const problems: string[] = []
  const messages: { text: string; url: string }[] = []
  const refused = new Set<string>()

  context.on('request', (request) => {
    if (strays(request)) problems.push(`${request.resourceType()} from elsewhere: ${request.url()}`)
  })
  context.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()}: ${response.url()}`)
    // Chromium writes every 4xx into the console. A page that says itself what is wrong is no fault.
    else if (response.status() >= 400 && response.request().isNavigationRequest()) {
      refused.add(response.url()).add(new URL('/favicon.ico', response.url()).href)
    }
  })
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      messages.push({ text: message.text(), url: message.location().url })
  })
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().message}`))

  return () => {
    const logged = messages.filter(
      ({ text, url }) =>
        !(text.startsWith('Failed to load resource') && refused.has(url)) &&
        // A trace writes a script into every frame, and the inbox lets a mail run nothing.
        !(text.startsWith('Blocked script execution') && url.startsWith(INBOX)),
    )
    expect([...problems, ...logged.map(({ text, url }) => `console: ${text} (${url})`)]).toEqual([])
  }
}

function strays(request: Request): boolean {
  const url = new URL(request.url())
  // The browser's own pages, such as the one that shows a PDF, come from itself.
  if (['data:', 'chrome:', 'chrome-extension:'].includes(url.protocol)) return false
  if (request.isNavigationRequest()) return !isOurs(url)
  return url.host !== new URL(request.frame().url()).host
}
