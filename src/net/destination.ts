/** From the text of a URL to a place that may be called; refuses everything odd before any socket exists. */
import { LRUCache } from 'lru-cache'
import type { AllowRule, Address } from './addresses.ts'
import { isOrdinaryPort, mayConnect, parseAddress } from './addresses.ts'
import { SendError } from './sender.ts'

/** Where a request goes, in the parts that the wire needs. */
export interface Destination {
  /** Scheme, host and port: what a connection is kept for. */
  readonly origin: string
  /** Name or address, without the brackets of IPv6. */
  readonly hostname: string
  /** The host when it is an address and needs no lookup. */
  readonly literal: Address | undefined
  readonly port: number
  /** Path and query. */
  readonly path: string
}

// The URL parser drops tabs and line ends silently; a caller who sends them means something else than we would.
// oxlint-disable-next-line no-control-regex
const forbiddenInUrl = /[\u0000-\u0020\u007f]/

/**
 * Parses and judges what can be judged without a lookup.
 * @throws SendError `invalid_url` or `blocked`, stage `before`, with a sentence that is safe for the caller
 */
export function parseDestination(text: string, allow: readonly AllowRule[]): Destination {
  const url = forbiddenInUrl.test(text) ? null : URL.parse(text)
  if (url === null) throw invalid('is no valid address; it must look like https://example.com/path')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalid(`begins with ${url.protocol}; only http: and https: can be called`)
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('carries a user or password; send them in a header')
  }
  const hostname = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const literal = parseAddress(hostname)
  if (literal !== undefined && !mayConnect(literal, port, allow)) {
    throw blocked(isOrdinaryPort(port) ? notPublic(url.hostname, port) : portSentence(port))
  }
  if (!isOrdinaryPort(port) && !allow.some((rule) => rule.port === port)) {
    throw blocked(portSentence(port))
  }
  return { origin: url.origin, hostname, literal, port, path: url.pathname + url.search }
}

// Scheme, host and port in plain letters, then only what the URL parser leaves as it is.
const plainUrl =
  /^(https?:\/\/[a-z\d.-]+(?::\d+)?)(\/[\w\-~!$&()*+,;=:@/%.]*(?:\?[\w\-~!$&()*+,;=:@/%.?]+)?)$/
// A dot segment, written plainly or escaped, leads elsewhere.
const mayStep = /\/\.|%2e/i

/**
 * The same judgement for many URLs of few places: what a plain URL's scheme, host and port lead to is judged once and
 * remembered for so many of them. Refusals are not remembered.
 */
export function destinationReader(
  allow: readonly AllowRule[],
  most: number,
): (text: string) => Destination {
  const known = new LRUCache<string, Destination>({ max: most })
  return (text) => {
    const parts = plainUrl.exec(text)
    if (parts === null || mayStep.test(text)) return parseDestination(text, allow)
    const [, root, path] = parts as unknown as [string, string, string]
    let place = known.get(root)
    if (place === undefined) known.set(root, (place = parseDestination(root, allow)))
    const { origin, hostname, literal, port } = place
    return { origin, hostname, literal, port, path }
  }
}

/** The refusal of a name whose addresses are not all allowed; says nothing about where it points. */
export function blockedName(hostname: string, port: number): SendError {
  // Everybody knows where this one leads.
  const example = hostname === 'localhost' ? `=127.0.0.1:${port},[::1]:${port}` : ''
  return blocked(
    `${hostname} does not lead to a public address. Whoever runs this server can allow the addresses behind it with HUBWRIGHT_EGRESS_ALLOW${example}`,
  )
}

/** @param host as a URL writes it, IPv6 in brackets */
function notPublic(host: string, port: number): string {
  return `${host} is not a public address. Whoever runs this server can allow it with HUBWRIGHT_EGRESS_ALLOW=${host}:${port}`
}

function portSentence(port: number): string {
  return `Port ${port} is closed; use 80, 443 or one from 1024`
}

function invalid(what: string): SendError {
  return new SendError('invalid_url', 'before', `The URL ${what}`)
}

function blocked(sentence: string): SendError {
  return new SendError('blocked', 'before', sentence)
}
