/** Whose vendor app an instance uses: its own, its organization's, or the platform's. */
import type { Connector } from '../catalog/connector.ts'
import { PlatformError } from '../core/errors.ts'
import { oauth2 } from './authentication-type.ts'
import { isOAuthAddress } from './configuration-values.ts'
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

/**
 * Refuses own addresses for the vendor's OAuth beside somebody else's client secret, which would be sent there.
 * Throws invalid_configuration.
 */
export function refuseForeignAddresses(kept: KeptValues, app: VendorApp | undefined): void {
  if (app === undefined || app.owner === 'request') return
  for (const [key, value] of kept) {
    if (value === null || !isOAuthAddress(key)) continue
    const message = `'${key}' cannot be set while the vendor app of the ${app.owner} is used; give oauth.api.key and oauth.api.secret of your own with it, or leave it out`
    throw new PlatformError('invalid_configuration', message, {
      details: [{ path: `/configuration/${key}`, message }],
    })
  }
}
