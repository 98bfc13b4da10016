/** Builds the address to which a person is sent to consent (RFC 6749, section 4.1.1; PKCE: RFC 7636). Pure. */
import type { Connector } from '../../catalog/connector.ts'
import { PlatformError } from '../../core/errors.ts'
import type { OAuthClient } from './oauth-client.ts'

export interface AuthorizeRequest {
  readonly redirectUri: string
  readonly scope: string | undefined
  readonly state: string
  /** S256 of our verifier; only for flows that are ours from beginning to end. */
  readonly codeChallenge: string | undefined
}

/** Parameters in the order that old clients have seen: response_type, client_id, redirect_uri, scope, state. */
export function authorizeUrl(
  connector: Connector,
  client: OAuthClient,
  request: AuthorizeRequest,
): string {
  if (client.authorizationUrl === undefined) {
    throw new PlatformError(
      'oauth_not_supported',
      `The connector '${connector.key}' has no page on which a person consents (oauth.authorization.url)`,
    )
  }
  const parameters: [string, string | undefined][] = [
    ['response_type', 'code'],
    ['client_id', client.app.clientId],
    ['redirect_uri', request.redirectUri],
    ['scope', request.scope === '' ? undefined : request.scope],
    ['state', request.state],
    ...extraParameters(connector),
    ['code_challenge', request.codeChallenge],
    ['code_challenge_method', request.codeChallenge === undefined ? undefined : 'S256'],
  ]
  const query = parameters
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  const url = new URL(client.authorizationUrl)
  url.hash = ''
  return `${url.href}${url.search === '' ? '?' : '&'}${query}`
}

/** Fixed parameters that the definition adds to the authorize page, such as `access_type=offline`. */
function extraParameters(connector: Connector): [string, string][] {
  return connector
    .lifecycleResources('oauthOnAuthorizeUrl')
    .flatMap((resource) => resource.parameters ?? [])
    .filter(({ type, vendorType }) => type === 'value' && vendorType === 'query')
    .map(({ name, vendorName }) => [vendorName ?? name, name])
}
