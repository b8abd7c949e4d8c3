import type { RequestHandler } from 'express'

/**
 * Headers of every page. `form-action` names the portal, because Chromium checks a form's redirects against it too:
 * with 'self' alone the button would be sent and the 303 to the portal blocked. `same-origin` rather than
 * `no-referrer`, since under the latter a browser sends `Origin: null` with a form.
 */
export function securityHeaders(portalSource: string): RequestHandler {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    `form-action 'self' ${portalSource}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
  return (_request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      // Pages name the customer, and one answer holds a link. The static files set their own.
      'Cache-Control': 'no-store',
    })
    next()
  }
}
