/**
 * Where a person is sent to consent, and what the landing page knows when they come back. The compatible flow uses the
 * caller's app, callback and state as they are; a flow of our own has a state that we issued, PKCE where the connector
 * allows it, and by default our landing page as its callback.
 */
import type { Caller } from '../../accounts/caller.ts'
import type { Connector } from '../../catalog/connector.ts'
import { PlatformError } from '../../core/errors.ts'
import type { Database } from '../../storage/database.ts'
import { authenticationTypeKey, oauth2 } from '../authentication-type.ts'
import { byKey, inForce } from '../configuration.ts'
import { isUrlKey, refusalOfUrl } from '../configuration-values.ts'
import { connectorOf, type ConnectorSource } from '../connector-source.ts'
import { refusalOfText } from '../plain-text.ts'
import { landingPage } from './landing-page.ts'
import type { VendorApps } from '../vendor-apps.ts'
import { authorizeUrl } from './authorize-url.ts'
import { isLoopback, oauthClient, type OAuthClient, type VendorApp } from './oauth-client.ts'
import { findOwner } from './state-store.ts'
import type { KnownState, OAuthStates } from './states.ts'

export interface AuthorizeAnswer {
  /** Key of the connector. */
  element: string
  oauthUrl: string
}

/** A flow of our own that a browser came back from. */
export interface ReturningFlow {
  connector: Connector
  callerState: string | undefined
  /** Undefined when the person or account is no longer active. */
  owner: { caller: Caller; email: string; organizationName: string } | undefined
  /** The browser that came back is the one that began. */
  sameBrowser: boolean
}

export interface OAuthFlows {
  /** The compatible helper: parameters as the old platform names them, others fill places of the vendor's address. */
  url(
    caller: Caller | undefined,
    keyOrId: string,
    parameters: ReadonlyMap<string, string>,
  ): Promise<AuthorizeAnswer>
  /** A flow of our own with the vendor app of the organization or the platform. */
  defaultUrl(
    caller: Caller | undefined,
    keyOrId: string,
    parameters: ReadonlyMap<string, string>,
  ): Promise<
    AuthorizeAnswer & {
      configuration: Record<string, string>
      browserSecret: string | undefined
      secureCookie: boolean
    }
  >
  /** Throws not_found, or oauth_not_supported. */
  connector(keyOrId: string): Connector
  /** Looks at a state that came back; undefined when it is not ours or no longer good. */
  returning(
    keyOrId: string,
    state: string,
    browserSecret: string | undefined,
  ): Promise<ReturningFlow | undefined>
  /** True for the shape of our states, good or not. */
  isOurs(state: string): boolean
  /** True for the shape of our states whose code the landing page hands to the page that began. */
  isHandedOver(state: string): boolean
}

export interface FlowsParts {
  database: Database
  vendorApps: VendorApps
  states: OAuthStates
  catalog: ConnectorSource
  publicUrl: () => string
}

export function createOAuthFlows(parts: FlowsParts): OAuthFlows {
  return {
    url: (caller, keyOrId, parameters) => url(parts, caller, keyOrId, parameters),
    defaultUrl: (caller, keyOrId, parameters) => defaultUrl(parts, caller, keyOrId, parameters),
    connector: (keyOrId) => oauthConnector(parts.catalog, keyOrId),
    async returning(keyOrId, state, browserSecret) {
      const connector = parts.catalog.get(keyOrId)
      if (connector === undefined) return undefined
      const found = await parts.states.peek(connector.key, state, browserSecret)
      if (found === undefined) return undefined
      const owner = await ownerOf(parts.database, found.known)
      return {
        connector,
        callerState: found.known.callerState,
        owner,
        sameBrowser: found.sameBrowser,
      }
    },
    isOurs: (state) => parts.states.isOurs(state),
    isHandedOver: (state) => parts.states.isHandedOver(state),
  }
}

async function url(
  parts: FlowsParts,
  caller: Caller | undefined,
  keyOrId: string,
  parameters: ReadonlyMap<string, string>,
): Promise<AuthorizeAnswer> {
  const connector = oauthConnector(parts.catalog, keyOrId)
  checkParameters(parameters)
  refuseOtherType(connector, parameters)
  const app = await appAsked(parts, caller, connector, parameters)
  const redirectUri =
    parameters.get('callbackUrl') ??
    app?.callbackUrl ??
    (app === undefined || app.owner === 'request'
      ? undefined
      : landingPage(parts.publicUrl(), connector))
  if (app === undefined || redirectUri === undefined) throw missingParameters(connector, parameters)
  const { client, scope } = clientFor(connector, app, parameters)
  const state = parameters.get('state') ?? ''
  return {
    element: connector.key,
    oauthUrl: authorizeUrl(connector, client, {
      redirectUri,
      scope,
      state: state === '' ? connector.key : state,
      codeChallenge: undefined,
    }),
  }
}

async function defaultUrl(
  parts: FlowsParts,
  caller: Caller | undefined,
  keyOrId: string,
  parameters: ReadonlyMap<string, string>,
) {
  const connector = oauthConnector(parts.catalog, keyOrId)
  checkParameters(parameters)
  refuseOtherType(connector, parameters)
  const app = await parts.vendorApps.preset(caller?.organizationId, connector)
  if (app === undefined) {
    throw new PlatformError(
      'vendor_app_required',
      `There is no vendor app for '${connector.key}': set one with PUT /vendor-apps/${connector.key}, or use /elements/${connector.key}/oauth/url with apiKey, apiSecret and callbackUrl`,
    )
  }
  const redirectUri =
    parameters.get('callbackUrl') ?? app.callbackUrl ?? landingPage(parts.publicUrl(), connector)
  refuseClearText(redirectUri)
  const { client, scope } = clientFor(connector, app, parameters)
  const issued =
    caller === undefined
      ? undefined
      : await issue(parts, caller, connector, redirectUri, client, parameters)
  const given = parameters.get('state') ?? ''
  return {
    element: connector.key,
    oauthUrl: authorizeUrl(connector, client, {
      redirectUri,
      scope,
      // Nobody to keep a state for: whoever posts the code guards it, as with the compatible helper.
      state: issued?.state ?? (given === '' ? connector.key : given),
      codeChallenge: issued?.codeChallenge,
    }),
    configuration: {},
    browserSecret: issued?.browserSecret,
    secureCookie: parts.publicUrl().startsWith('https:'),
  }
}

function issue(
  { states }: FlowsParts,
  { organizationId, userId }: Caller,
  connector: Connector,
  redirectUri: string,
  client: OAuthClient,
  parameters: ReadonlyMap<string, string>,
) {
  return states.issue({
    owner: { organizationId, userId },
    connectorKey: connector.key,
    redirectUri,
    callerState: parameters.get('state'),
    pkce: client.pkce,
  })
}

/** Throws not_found, or oauth_not_supported for a connector without OAuth 2.0. */
function oauthConnector(catalog: ConnectorSource, keyOrId: string): Connector {
  const connector = connectorOf(catalog, keyOrId)
  if (connector.authenticationTypes.includes(oauth2)) return connector
  throw new PlatformError(
    'oauth_not_supported',
    `The connector '${connector.key}' does not use OAuth 2.0; it is authenticated by ${connector.authenticationTypes.join(', ')}`,
  )
}

/** The request's own app, or the preset one where the request names none. */
async function appAsked(
  parts: FlowsParts,
  caller: Caller | undefined,
  connector: Connector,
  parameters: ReadonlyMap<string, string>,
): Promise<VendorApp | undefined> {
  const clientId = parameters.get('apiKey') ?? ''
  const clientSecret = parameters.get('apiSecret') ?? ''
  const own = { clientId, clientSecret, callbackUrl: undefined, scope: undefined }
  if (clientId !== '' && clientSecret !== '') return { ...own, owner: 'request' }
  if (clientId === '' && clientSecret !== '') return undefined
  const preset = await parts.vendorApps.preset(caller?.organizationId, connector)
  return clientId === '' || clientId === preset?.clientId ? preset : undefined
}

function missingParameters(
  connector: Connector,
  parameters: ReadonlyMap<string, string>,
): PlatformError {
  const missing = ['apiKey', 'apiSecret', 'callbackUrl'].filter(
    (name) => (parameters.get(name) ?? '') === '',
  )
  const hint =
    missing.length === 3
      ? `there is no vendor app for '${connector.key}' that could stand in; set one with PUT /vendor-apps/${connector.key}`
      : 'give all three together; a vendor app stands in only for a request that names no app of its own'
  return new PlatformError(
    'vendor_app_required',
    `Missing required parameters: ${missing.map((name) => `'${name}'`).join(', ')} (${hint})`,
    { details: missing.map((path) => ({ path, message: 'is required' })) },
  )
}

/** The vendor's addresses; further parameters fill the places in them but replace none. */
function clientFor(connector: Connector, app: VendorApp, parameters: ReadonlyMap<string, string>) {
  const entries = byKey(connector.entriesFor(oauth2))
  const extra = [...parameters].filter(([name]) => !name.startsWith('oauth.') && !isUrlKey(name))
  const configuration = inForce(new Map(extra), entries)
  const client = oauthClient(connector, configuration, app)
  const scope = parameters.get('scope') ?? app.scope ?? configuration['oauth.scope']
  return { client, scope }
}

function checkParameters(parameters: ReadonlyMap<string, string>): void {
  for (const [name, value] of parameters) {
    const refusal =
      refusalOfText(value, 10_000) ??
      (name === 'callbackUrl' && value !== '' ? refusalOfUrl(value) : undefined)
    if (refusal === undefined) continue
    throw new PlatformError('invalid_request', `'${name}' ${refusal}`, {
      details: [{ path: name, message: refusal }],
    })
  }
}

/** A caller who names another authentication than OAuth 2.0 wants no consent page. */
function refuseOtherType(connector: Connector, parameters: ReadonlyMap<string, string>): void {
  const named = parameters.get(authenticationTypeKey(connector)) ?? ''
  if (named === '' || named === oauth2) return
  throw new PlatformError(
    'oauth_not_supported',
    `The authentication type '${named}' does not use OAuth 2.0; leave it out, or make the instance with its keys`,
  )
}

/** RFC 9700, section 2.6: a redirect of a flow of ours is encrypted, or stays on the machine. */
function refuseClearText(redirectUri: string): void {
  const url = URL.parse(redirectUri)
  if (url === null || url.protocol === 'https:' || isLoopback(url)) return
  const message = `The callback ${url.origin} must begin with https:// (http is for loopback only)`
  throw new PlatformError('invalid_request', message, {
    details: [{ path: 'callbackUrl', message }],
  })
}

async function ownerOf(database: Database, known: KnownState): Promise<ReturningFlow['owner']> {
  const { organizationId, userId } = known.owner
  const person = await findOwner(database.db, organizationId, userId)
  if (person === undefined) return undefined
  const { accountId, email, organizationName } = person
  return {
    email,
    organizationName,
    caller: {
      organizationId,
      userId,
      accountId,
      roles: [],
      isOrganizationAdmin: false,
      privileges: new Set(),
      via: 'session',
    },
  }
}
