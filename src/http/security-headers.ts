import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** What no browser of today reads is left out of every answer. */
const OBSOLETE = {
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const

/** For the API and everything that is no page: nothing may load, frame or sniff it. */
export const apiHeaders = ({ https }: { https: boolean }): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    strictTransportSecurity: https ? 'max-age=63072000; includeSubDomains' : false,
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    ...OBSOLETE,
    // A page among them, such as the demo's inbox, says itself what it may load.
    overwrite: false,
  })

/**
 * For pages: everything from our own host, no inline script or style, forms post home. `X-Frame-Options` knows no list
 * of origins, so it is left out where a portal allows some. `formTargets`: origins to which the answer to a form may lead on;
 * browsers hold redirects after a form to the same rule as the form.
 */
export const pageHeaders = ({
  https,
  frameAncestors,
  formTargets = [],
}: {
  https: boolean
  frameAncestors: readonly string[]
  formTargets?: readonly string[]
}): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'", ...formTargets],
      baseUri: ["'none'"],
      frameAncestors: frameAncestors.length > 0 ? [...frameAncestors] : ["'none'"],
    },
    strictTransportSecurity: https ? 'max-age=63072000; includeSubDomains' : false,
    referrerPolicy: 'strict-origin-when-cross-origin',
    xFrameOptions: frameAncestors.length > 0 ? false : 'DENY',
    ...OBSOLETE,
    crossOriginResourcePolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    // A page may say something stricter about itself, as the one with a token in its address does.
    overwrite: false,
    permissionsPolicy: { camera: ['self'], geolocation: [], microphone: [], payment: [] },
  })
