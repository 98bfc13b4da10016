/** The cookie by which the landing page knows the browser that began a flow: one for each connector, for ten minutes. */
import { readCookie } from '../../cookies.ts'

const seconds = 600

function nameFor(connectorKey: string): string {
  return `hubwright_flow_${connectorKey.replaceAll(/[^a-z0-9]/gi, '')}`
}

/** Value of a `Set-Cookie` header. Lax, because the browser comes back from the vendor by a link. */
export function flowCookie(connectorKey: string, secret: string, secure: boolean): string {
  const path = `/oauth/callback/${encodeURIComponent(connectorKey)}`
  const flags = `HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`
  return `${nameFor(connectorKey)}=${secret}; Path=${path}; ${flags}`
}

/** The secret of the cookie in a `Cookie` header. */
export function readFlowCookie(
  connectorKey: string,
  header: string | undefined,
): string | undefined {
  return readCookie(header, nameFor(connectorKey))
}
