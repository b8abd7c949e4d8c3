const MOST_CHARACTERS = 500
/** Where a native app listens while its customer decides (RFC 8252 section 7.3); the name, because many write it. */
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])
/** A host by its name, not a pattern of hosts. */
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/
/** A step up the path for servers that take what follows a semicolon for a parameter, and cut it off. */
const DOTS_WITH_PARAMETER = /\/\.{1,2};/
/** Of an app: a name of its maker's turned round, `com.example.app:`, so that no two makers share it (section 7.1). */
const PRIVATE_SCHEME = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:$/
/** Dots, slashes, percents and control characters that only show themselves once somebody decodes them. */
const DISGUISED = /%(2e|2f|5c|25|[01][0-9a-f]|7f)/i

/**
 * An address that a client may register, or ask for: https, http on the customer's own device, or an app's own scheme.
 * It must read the same to us, to a browser and to the app: one that any of them would rewrite is none.
 */
export function isRedirectUri(value: string): boolean {
  if (value.length > MOST_CHARACTERS || !/^[\u0021-\u007E]+$/.test(value)) return false
  // A fragment never reaches a server (RFC 6749 section 3.1.2), and browsers read a backslash as a slash.
  if (/[#\\]/.test(value) || DISGUISED.test(value) || DOTS_WITH_PARAMETER.test(value)) return false
  const url = URL.parse(value)
  if (!url || url.username !== '' || url.password !== '') return false
  if (url.href !== value && url.href !== `${value}/`) return false
  if (!isWeb(url)) return PRIVATE_SCHEME.test(url.protocol)
  if (url.pathname.includes('//')) return false
  return LOOPBACK.has(url.hostname) || (url.protocol === 'https:' && HOST.test(url.hostname))
}

/**
 * Whether a customer may be sent to `asked` because `registered` is: the very same address, or one below its path on the
 * same origin. On loopback any port will do, because an app takes whichever is free (RFC 8252 section 7.3).
 */
export function matchesRedirectUri(registered: string, asked: string): boolean {
  if (asked === registered) return true
  if (!isRedirectUri(asked)) return false
  const [known, given] = [new URL(registered), new URL(asked)]
  if (!isWeb(known) || given.protocol !== known.protocol || given.hostname !== known.hostname) return false
  if (given.port !== known.port && !LOOPBACK.has(known.hostname)) return false
  if (given.search !== known.search) return false
  const below = known.pathname.endsWith('/') ? known.pathname : `${known.pathname}/`
  const isSame = given.pathname === known.pathname
  return isSame || (known.search === '' && given.pathname.startsWith(below))
}

const isWeb = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'http:'
