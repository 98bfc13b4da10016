import type { Connector } from '../../catalog/connector.ts'

/** The platform's own landing page for a connector; a different address for each (RFC 9700, section 4.4). */
export function landingPage(publicUrl: string, connector: Connector): string {
  return `${publicUrl}/oauth/callback/${connector.key}`
}
