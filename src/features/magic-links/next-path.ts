/** Long enough for any page of ours with its filters, short enough that a link survives a mail program. */
const MAX_LENGTH = 120

/**
 * The path a visitor is sent on to after signing in, or undefined for anything that is not plainly a path of the
 * portal's own origin. It is read with the same URL parser a browser uses and compared; what a browser would read as
 * another host (`//x`, `/\x`), what hides its meaning in an encoding, and control characters are refused outright. So
 * are the routes that would sign the visitor in or out again.
 */
export function safeNextPath(value: string): string | undefined {
  if (value.length > MAX_LENGTH || !value.startsWith('/')) return undefined
  // Printable ASCII only: other characters arrive percent-encoded or are a trick.
  if (!/^[\u0021-\u007E]+$/.test(value) || value.includes('\\')) return undefined
  // Whatever a proxy or a framework may decode on the way must still be a path of ours.
  const decoded = decodedFully(value)
  if (decoded === undefined || UNSAFE.test(decoded)) return undefined
  const origin = 'https://portal.invalid'
  const url = URL.parse(value, origin)
  if (!url || url.origin !== origin || url.username !== '' || url.password !== '') return undefined
  // A browser resolves dot segments and drops nothing else: a path that changes on the way was not plain.
  if (url.pathname + url.search + url.hash !== value || url.pathname.startsWith('//')) return undefined
  return SIGN_ON_ROUTES.test(url.pathname) ? undefined : value
}

/** An empty segment at the start, a backslash, white space or a control character. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /^\/[/\\]|\\|[\u0000-\u0020\u007F-\u{10FFFF}]|^\/[^?#]*(\/\/|:)/u
const SIGN_ON_ROUTES = /^\/(auth|logout)(\/|$)/

/** Decodes until nothing changes; undefined when it does not decode, or would still after several rounds. */
function decodedFully(value: string): string | undefined {
  let decoded = value
  for (let round = 0; round < 3; round += 1) {
    let next: string
    try {
      next = decodeURIComponent(decoded)
    } catch {
      return undefined
    }
    if (next === decoded) return decoded
    decoded = next
  }
  return undefined
}
