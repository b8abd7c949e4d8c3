import { BlockList, isIP, isIPv6 } from 'node:net'

/** Where requests of ours may go. Written addresses are checked when they are given, resolved ones at each request. */
export interface AddressPolicy {
  /** What is wrong with an address as it is written, in a sentence. */
  faultOf: (url: URL) => string | undefined
  /** Whether a request may go to this IP address. */
  admits: (address: string) => boolean
}

/** What the registries do not give to hosts of the public internet (IANA special-purpose address registries). */
const NOT_PUBLIC_V4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

/** Public IPv6 is 2000::/3 without these: Teredo and its like, documentation, 6to4, which holds an IPv4 address within. */
const NOT_PUBLIC_V6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const listOf = (family: 'ipv4' | 'ipv6', subnets: readonly [string, number][]): BlockList => {
  const list = new BlockList()
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family)
  return list
}

const notPublicV4 = listOf('ipv4', NOT_PUBLIC_V4)
const notPublicV6 = listOf('ipv6', NOT_PUBLIC_V6)
/** Mapped addresses (::ffff:0:0/96), NAT64 (64:ff9b::/96), unique local, link-local and multicast ones lie outside. */
const globalV6 = listOf('ipv6', [['2000::', 3]])
const loopback = listOf('ipv4', [['127.0.0.0', 8]])

const isPublic = (address: string): boolean => {
  if (isIPv6(address)) return globalV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6')
  return isIP(address) === 4 && !notPublicV4.check(address, 'ipv4')
}

const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && loopback.check(address, 'ipv4'))

/** The host of an address without the brackets of IPv6 and the dot that may end a name. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')

const LOCAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|arpa)$/
const FIRST_UNRESERVED_PORT = 1024

function faultOfPublic(url: URL): string | undefined {
  const host = hostOf(url)
  if (url.protocol !== 'https:') return 'Only https:// is called.'
  // Ports below 1024 other than 443 belong to mail, files and the like, which must not be spoken to by mistake.
  if (url.port !== '' && Number(url.port) < FIRST_UNRESERVED_PORT)
    return 'Use port 443, or one from 1024 upwards.'
  const isReachable = isIP(host) === 0 ? host.includes('.') && !LOCAL_NAME.test(host) : isPublic(host)
  return isReachable ? undefined : 'Only hosts of the public internet are called.'
}

/** Production: https to public addresses, whatever a name resolves to. */
export const PUBLIC_ONLY: AddressPolicy = { faultOf: faultOfPublic, admits: isPublic }

/** The demo, which listens on loopback alone, and tests: this machine too, also without TLS. */
export const THIS_MACHINE_TOO: AddressPolicy = {
  faultOf(url) {
    const host = hostOf(url)
    const isHere = host === 'localhost' || isLoopback(host)
    return isHere && /^https?:$/.test(url.protocol) ? undefined : faultOfPublic(url)
  },
  admits: (address) => isLoopback(address) || isPublic(address),
}
