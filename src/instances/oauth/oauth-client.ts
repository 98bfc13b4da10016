/** What one OAuth 2.0 conversation needs: the app, the vendor's addresses and how the app proves itself. */
import type { Connector } from '../../catalog/connector.ts'
import { PlatformError } from '../../core/errors.ts'
import { oauth2 } from '../authentication-type.ts'
import { oauthAddress } from './oauth-address.ts'

/** An app registered at a vendor. `owner` says whose it is; the nearest one wins. */
export interface VendorApp {
  readonly clientId: string
  readonly clientSecret: string
  readonly callbackUrl: string | undefined
  readonly scope: string | undefined
  readonly owner: 'request' | 'organization' | 'platform'
}

export interface OAuthClient {
  readonly app: VendorApp
  readonly authorizationUrl: URL | undefined
  readonly tokenUrl: URL
  readonly refreshUrl: URL
  readonly revokeUrl: URL | undefined
  /** Client id and secret in a Basic header instead of the form. */
  readonly basicHeader: boolean
  readonly pkce: boolean
  /** A code used twice revokes its token: an exchange whose answer was lost may not be tried again. */
  readonly codeReuseRevokes: boolean
  /** Plain http is spoken only with loopback and with an address that the operator chose. */
  readonly allowHttp: boolean
}

/** Throws when the addresses cannot be made from the configuration or would send a secret in clear text. */
export function oauthClient(
  connector: Connector,
  configuration: Readonly<Record<string, string>>,
  app: VendorApp,
): OAuthClient {
  const ownApp = app.owner === 'request'
  // Somebody else's client secret goes only where the definition says, whatever the instance keeps.
  const templates = ownApp ? configuration : definedAddresses(connector)
  const address = (key: string) => {
    const template = templates[key]
    return template === undefined ? undefined : oauthAddress(key, template, configuration, ownApp)
  }
  const tokenUrl = address('oauth.token.url')
  if (tokenUrl === undefined) {
    throw new PlatformError(
      'oauth_not_supported',
      `The connector '${connector.key}' has no address for OAuth tokens (oauth.token.url)`,
    )
  }
  const refreshUrl = address('oauth.token.refresh_url') ?? tokenUrl
  const revokeUrl = address('oauth.token.revoke_url')
  const spoken = [tokenUrl, refreshUrl, ...(revokeUrl === undefined ? [] : [revokeUrl])]
  const clear = spoken.filter((url) => url.protocol === 'http:')
  const refused = clear.find((url) => !mayBeClear(url, connector))
  if (refused !== undefined) {
    throw new PlatformError(
      'invalid_configuration',
      `The OAuth address ${refused.origin} must begin with https://, because the client secret is sent there`,
    )
  }
  const extension = connector.element.hubwright?.oauth
  return {
    app,
    authorizationUrl: address('oauth.authorization.url'),
    tokenUrl,
    refreshUrl,
    revokeUrl,
    basicHeader: configuration['oauth.basic.header']?.toLowerCase() === 'true',
    pkce: extension?.pkce === true,
    codeReuseRevokes: extension?.codeReuseRevokes === true,
    allowHttp: clear.length > 0,
  }
}

function definedAddresses(connector: Connector): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    connector.entriesFor(oauth2).map(({ key, defaultValue }) => [key, defaultValue || undefined]),
  )
}

function mayBeClear(url: URL, connector: Connector): boolean {
  if (isLoopback(url)) return true
  const { auth, inForce } = connector.origins
  return inForce !== 'vendor' && URL.parse(auth)?.origin === url.origin
}

export function isLoopback(url: URL): boolean {
  return (
    url.hostname === 'localhost' ||
    url.hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(url.hostname)
  )
}
