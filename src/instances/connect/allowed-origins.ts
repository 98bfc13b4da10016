/**
 * Which pages may hold the widget and where a person may be sent afterwards. Pure. An origin goes into a header of
 * ours, so nothing but a plain host name passes: `;` and `*` are legal in the hosts of URLs and would mean something
 * else there.
 */
import { isLoopback } from '../oauth/oauth-client.ts'

const plainHost = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/
const longestUrl = 2000

/** Why a text is no origin that may frame the widget; undefined when it is one. */
export function refusalOfOrigin(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || url.origin !== text) {
    return 'must be an exact origin such as https://app.example.com, in lower case, without path or slash at the end'
  }
  return refusalOfScheme(url)
}

/** Why a person may not be sent to an address when all is done; undefined when he may. */
export function refusalOfReturnUrl(text: string, allowed: readonly string[]): string | undefined {
  if (text.length > longestUrl) return `is too long: at most ${longestUrl} characters`
  const url = URL.parse(text)
  // What a browser would read in another way than we do is refused: it must be written as it is read.
  if (url === null || url.href !== text) {
    return 'must be an absolute address as browsers write it, such as https://app.example.com/connected'
  }
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password'
  if (!allowed.includes(url.origin))
    return `must begin with one of allowedOrigins; add ${url.origin}`
  return refusalOfScheme(url)
}

function refusalOfScheme(url: URL): string | undefined {
  if (!plainHost.test(url.hostname)) return 'must name a plain host, without wildcards'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return undefined
  return 'must begin with https:// (http is for loopback only)'
}

/** The directive of a Content-Security-Policy that lets exactly these origins frame a page; none: nobody. */
export function frameAncestors(origins: readonly string[]): string {
  const checked = origins.filter((origin) => refusalOfOrigin(origin) === undefined)
  return `frame-ancestors ${checked.length === 0 ? "'none'" : checked.join(' ')}`
}
