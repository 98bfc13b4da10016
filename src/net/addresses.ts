/**
 * Which addresses may be called. Everything that is not known to be public is refused, and an operator may
 * open exact ranges. Names never matter here: only the address a socket will really be connected to.
 *
 * Sources: the special-purpose registries of IANA for IPv4 and IPv6 (RFC 6890 and its updates).
 */
import { isIPv4, isIPv6 } from 'node:net'

/** An IP address as a number, so that ranges are plain arithmetic. */
export interface Address {
  readonly family: 4 | 6
  readonly value: bigint
}

/** A range of addresses that an operator opened, perhaps for one port only. */
export interface AllowRule {
  readonly family: 4 | 6
  readonly base: bigint
  readonly prefix: number
  /** `undefined` = the ports that are open anyway: 80, 443 and everything from 1024. */
  readonly port: number | undefined
}

interface Range {
  readonly family: 4 | 6
  readonly base: bigint
  readonly prefix: number
}

const widths = { 4: 32, 6: 128 } as const

/** Reads a dotted or colon form without a zone; anything else gives undefined. */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { family: 4, value: ipv4Value(text) }
  if (isIPv6(text) && !text.includes('%')) return { family: 6, value: ipv6Value(text) }
  return undefined
}

function ipv4Value(text: string): bigint {
  return text.split('.').reduce((value, part) => value * 256n + BigInt(part), 0n)
}

function ipv6Value(text: string): bigint {
  const [head = '', tail] = text.split('::')
  const front = ipv6Groups(head)
  const back = tail === undefined ? [] : ipv6Groups(tail)
  const gap = Array.from({ length: 8 - front.length - back.length }, () => 0n)
  return [...front, ...gap, ...back].reduce((value, group) => value * 65536n + group, 0n)
}

function ipv6Groups(text: string): bigint[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)]
    const value = ipv4Value(group)
    return [value / 65536n, value % 65536n]
  })
}

function range(text: string): Range {
  const [addressText = '', prefix] = text.split('/')
  const address = parseAddress(addressText)
  if (address === undefined) throw new Error(`The table holds a wrong range: ${text}`)
  return { family: address.family, base: address.value, prefix: Number(prefix) }
}

const closedIpv4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by carriers; some clouds keep their metadata here
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // a cloud's metadata on an address that looks public
  '169.254.0.0/16', // link-local, metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112 sinks
  '192.52.193.0/24', // AMT relays
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112 sinks
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
].map(range)

/** The only block handed out as global unicast. Mapped, compatible, NAT64, local and multicast forms lie outside. */
const globalIpv6 = range('2000::/3')

const closedIpv6 = [
  '2001::/23', // protocol assignments: Teredo, benchmarks, ORCHID and more
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address in disguise
  '2620:4f:8000::/48', // AS112 sinks
  '3ffe::/16', // the old test network
  '3fff::/20', // documentation
].map(range)

function contains(within: Range, address: Address): boolean {
  if (within.family !== address.family) return false
  const shift = BigInt(widths[within.family] - within.prefix)
  return within.base >> shift === address.value >> shift
}

/** True for addresses that belong to the public internet; unknown means no. */
export function isPublicAddress(address: Address): boolean {
  if (address.family === 4) return !closedIpv4.some((closed) => contains(closed, address))
  return contains(globalIpv6, address) && !closedIpv6.some((closed) => contains(closed, address))
}

/** The ports any address may be called on: 80, 443 and those a user may open. */
export function isOrdinaryPort(port: number): boolean {
  return port === 80 || port === 443 || (port >= 1024 && port <= 65535)
}

/** Whether a socket may be opened to the address and port: public, or opened by a rule. */
export function mayConnect(address: Address, port: number, rules: readonly AllowRule[]): boolean {
  if (isOrdinaryPort(port) && isPublicAddress(address)) return true
  return rules.some(
    (rule) =>
      contains(rule, address) &&
      (rule.port === undefined ? isOrdinaryPort(port) : rule.port === port),
  )
}

/**
 * Reads one entry of the allow list: `10.0.0.0/8`, `127.0.0.1:8090`, `10.1.0.0/16:8443`, `fd00::/8`,
 * `[::1]:8090`, `[fd00::]/8:443`. Throws an Error that says what to write instead.
 */
export function parseAllowRule(text: string): AllowRule {
  const match =
    /^\[([^\]/]+)\](?:\/(\d{1,3}))?(?::(\d{1,5}))?$/.exec(text) ??
    /^\[([^\]/]+)\/(\d{1,3})\](?::(\d{1,5}))?$/.exec(text) ??
    /^([\d.]+)(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/.exec(text) ??
    /^([\d.a-fA-F:]+)(?:\/(\d{1,3}))?()$/.exec(text)
  const address = parseAddress(match?.[1] ?? '')
  if (match === null || address === undefined) {
    throw new Error(
      `"${text}" is no address range; write it like 10.0.0.0/8, 127.0.0.1:8090 or [fd00::]/8:443`,
    )
  }
  const width = widths[address.family]
  const prefix = match[2] === undefined ? width : Number(match[2])
  const port = match[3] === undefined || match[3] === '' ? undefined : Number(match[3])
  if (prefix > width) {
    throw new Error(`"${text}" has a prefix above ${width}; write one from 0 to ${width}`)
  }
  if (port !== undefined && (port < 1 || port > 65535)) {
    throw new Error(`"${text}" has no valid port; write one from 1 to 65535`)
  }
  const shift = BigInt(width - prefix)
  const base = (address.value >> shift) << shift
  if (base !== address.value) {
    throw new Error(
      `"${text}" names an address inside the range; write its first address, ${formatAddress({ family: address.family, value: base })}/${prefix}`,
    )
  }
  return { family: address.family, base, prefix, port }
}

/** The plain form, without shortening of IPv6 zeros. */
export function formatAddress(address: Address): string {
  const parts = address.family === 4 ? 4 : 8
  const bits = BigInt(widths[address.family] / parts)
  const groups = Array.from(
    { length: parts },
    (_, index) => (address.value >> (bits * BigInt(parts - 1 - index))) & ((1n << bits) - 1n),
  )
  return address.family === 4
    ? groups.join('.')
    : groups.map((group) => group.toString(16)).join(':')
}
