/** Whose vendor app an instance uses: its own, its organization's, or the platform's. */
import type { Connector } from '../catalog/connector.ts'
import { oauth2 } from './authentication-type.ts'
import type { KeptValues } from './configuration.ts'
import type { VendorApp } from './oauth/oauth-client.ts'
import type { VendorApps } from './vendor-apps.ts'

/**
 * The app of an instance that keeps these values. Client id and secret of the instance's own win together; a client id
 * alone is taken as naming the organization's or the platform's app, when it is theirs.
 */
export async function appInForce(
  vendorApps: VendorApps,
  organizationId: number,
  connector: Connector,
  authenticationType: string,
  kept: KeptValues,
): Promise<VendorApp | undefined> {
  if (authenticationType !== oauth2) return undefined
  const clientId = kept.get('oauth.api.key') ?? undefined
  const clientSecret = kept.get('oauth.api.secret') ?? undefined
  if (clientId !== undefined && clientSecret !== undefined) {
    return { clientId, clientSecret, callbackUrl: undefined, scope: undefined, owner: 'request' }
  }
  if (clientId === undefined && clientSecret !== undefined) return undefined
  const preset = await vendorApps.preset(organizationId, connector)
  return clientId === undefined || clientId === preset?.clientId ? preset : undefined
}
