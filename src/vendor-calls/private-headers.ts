const privateHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
])

/**
 * By these a client proves itself to us: neither hooks nor parameters of a definition read them, so that no vendor gets
 * to see a user's secret or the session of a browser.
 * @param name in lower case
 */
export function isPrivateHeader(name: string): boolean {
  return privateHeaders.has(name)
}
