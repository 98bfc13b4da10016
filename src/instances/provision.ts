/**
 * From what was asked to a connection that works: choose the authentication, merge, check, exchange, ask the vendor.
 * Nothing is stored here; whoever calls commits the outcome whole, or nothing when this throws.
 */
import type { Connector } from '../catalog/connector.ts'
import { mask } from '../catalog/secret-entries.ts'
import { PlatformError } from '../core/errors.ts'
import { appInForce, refuseForeignAddresses } from './app-in-force.ts'
import { authenticationTypeKey, chooseAuthenticationType, oauth2 } from './authentication-type.ts'
import { checkAddresses, checkValues, isOAuthAddress } from './configuration-values.ts'
import {
  byKey,
  changedKeys,
  inForce,
  missingKeys,
  throwIfMissing,
  withChanges,
  type Entries,
  type KeptValues,
} from './configuration.ts'
import type { InstanceRequest } from './instance-request.ts'
import { codeRequired } from './oauth/exchange.ts'
import { oauthClient, type VendorApp } from './oauth/oauth-client.ts'
import { refreshFailure } from './oauth/refresh-failure.ts'
import type { TokenAnswer } from './oauth/token-answer.ts'
import { proveConnection } from './prove-connection.ts'
import type { InstanceRoom } from './room.ts'
import { isSecretKey } from './secret-keys.ts'
import { refreshTokenKey, tokenKey, tokenValues } from './shared-tokens.ts'

/** What an instance was before; a new one was nothing. */
export interface Before {
  kept: KeptValues
  authenticationType: string | undefined
  externalAuthentication: string
  vendorAppId: string | null
  vendorAccountId: string | null
  /** The vendor refused the credentials, so that even the same ones are worth another try. */
  needsProof: boolean
}

export const nothingBefore: Before = {
  kept: new Map(),
  authenticationType: undefined,
  externalAuthentication: 'none',
  vendorAppId: null,
  vendorAccountId: null,
  needsProof: true,
}

export interface Provisioned {
  authenticationType: string
  externalAuthentication: 'none' | 'initial'
  entries: Entries
  kept: KeptValues
  vendorAppId: string | null
  vendorAccountId: string | null
  /** Set when the vendor gave new tokens, which all instances of the connection then share. */
  tokens: KeptValues | undefined
  /** The vendor was asked and took the credentials. */
  proven: boolean
}

export async function provision(
  room: InstanceRoom,
  organizationId: number,
  connector: Connector,
  before: Before,
  request: InstanceRequest,
): Promise<Provisioned> {
  const given = request.configuration ?? new Map<string, string | null>()
  const plan = planOf(connector, before, request, given)
  const { authenticationType, entries } = plan
  await checkChanges(room, before.kept, plan.kept, entries)
  const app = await appInForce(
    room.vendorApps,
    organizationId,
    connector,
    authenticationType,
    plan.kept,
  )
  refuseForeignAddresses(plan.kept, app)
  throwIfMissing([
    ...missingKeys(inForce(plan.kept, entries), entries, servedKeys(connector, plan, app)),
    ...missingToken(plan),
  ])

  const answer = await freshTokens(room, organizationId, connector, plan, app, request)
  const tokens = answer === undefined ? undefined : tokenValues(answer, room.clock.now())
  const withTokens = withTokenAnswer(connector, plan.kept, tokens, answer, request)
  const changed = changedKeys(before.kept, withTokens)
  const toProve =
    isNew(before) ||
    tokens !== undefined ||
    concernsVendor(connector, plan, changed) ||
    (before.needsProof && concernsVendor(connector, plan, secretsInClear(given, entries)))
  const learnt = toProve
    ? await proveConnection(
        room,
        organizationId,
        connector,
        authenticationType,
        inForce(withTokens, entries),
        app,
      )
    : new Map<string, string>()
  const kept = new Map([...withTokens, ...learnt])
  return {
    authenticationType,
    externalAuthentication: plan.external ? 'initial' : 'none',
    entries,
    kept,
    ...identityFor(connector, plan, before, { app, answer, kept, changed }),
    tokens: tokens === undefined ? undefined : withRefreshToken(tokens, kept),
    proven: toProve,
  }
}

interface Plan {
  authenticationType: string
  entries: Entries
  kept: KeptValues
  /** The caller did the OAuth flow itself. */
  external: boolean
  isNew: boolean
  hasCallback: boolean
}

function isNew(before: Before): boolean {
  return before.authenticationType === undefined
}

function planOf(
  connector: Connector,
  before: Before,
  request: InstanceRequest,
  given: KeptValues,
): Plan {
  const external = (request.externalAuthentication ?? before.externalAuthentication) === 'initial'
  const provider = request.providerData
  const hasCallback = provider?.has('code') === true || provider?.has('error') === true
  const typeKey = authenticationTypeKey(connector)
  const named = (given.get(typeKey) ?? '') !== ''
  const authenticationType =
    before.authenticationType !== undefined && !named && !hasCallback
      ? before.authenticationType
      : chooseAuthenticationType(connector, given, hasCallback || (external && isNew(before)))
  const entries = byKey(connector.entriesFor(authenticationType))
  const kept = new Map(withChanges(before.kept, given, entries))
  if (entries.has(typeKey)) kept.set(typeKey, authenticationType)
  for (const key of keysOfOtherTypes(connector, authenticationType)) kept.delete(key)
  return { authenticationType, entries, kept, external, isNew: isNew(before), hasCallback }
}

/** Values of a type that the instance no longer has would only lie around. */
function keysOfOtherTypes(connector: Connector, authenticationType: string): string[] {
  const own = new Set(connector.entriesFor(authenticationType).map(({ key }) => key))
  return connector.authenticationTypes
    .flatMap((type) => connector.entriesFor(type))
    .filter(({ key }) => !own.has(key))
    .map(({ key }) => key)
}

async function checkChanges(
  room: InstanceRoom,
  before: KeptValues,
  after: KeptValues,
  entries: Entries,
): Promise<void> {
  const changed = new Map<string, string>()
  for (const key of changedKeys(before, after)) {
    const value = after.get(key)
    if (value !== undefined && value !== null) changed.set(key, value)
  }
  checkValues(changed, entries)
  await checkAddresses(changed, (url) => room.sender.refusal(url))
}

/** Required entries that need not be given, because they come from a vendor app or from the vendor's answer. */
function servedKeys(connector: Connector, plan: Plan, app: VendorApp | undefined) {
  const fromAnswer = new Set(Object.keys(connector.element.hubwright?.oauth?.answer ?? {}))
  const readyToken = plan.external && plan.kept.get(refreshTokenKey) == null
  return (key: string): boolean => {
    if (plan.authenticationType !== oauth2) return false
    if (fromAnswer.has(key)) return !plan.external || plan.hasCallback
    if (key === 'oauth.callback.url') {
      return plan.external || (app !== undefined && app.owner !== 'request')
    }
    if (key === 'oauth.api.key' || key === 'oauth.api.secret')
      return readyToken || app !== undefined
    return false
  }
}

/** Whoever did the flow itself brings what came out of it. */
function missingToken({ authenticationType, external, hasCallback, kept }: Plan): string[] {
  const brings = (kept.get(tokenKey) ?? kept.get(refreshTokenKey) ?? undefined) !== undefined
  return authenticationType === oauth2 && external && !hasCallback && !brings ? [tokenKey] : []
}

/** New tokens from a code or from a refresh token that the caller brought; undefined when there is nothing to fetch. */
async function freshTokens(
  room: InstanceRoom,
  organizationId: number,
  connector: Connector,
  plan: Plan,
  app: VendorApp | undefined,
  request: InstanceRequest,
): Promise<TokenAnswer | undefined> {
  if (plan.authenticationType !== oauth2) return undefined
  const configuration = inForce(plan.kept, plan.entries)
  const providerData = request.providerData ?? new Map<string, string>()
  if (plan.hasCallback) {
    if (app === undefined) throwIfMissing(['oauth.api.key', 'oauth.api.secret'])
    else {
      return room.exchange.exchange({
        organizationId,
        connector,
        configuration,
        app,
        providerData,
        redirectUri: configuration['oauth.callback.url'],
        defaultRedirectUri: landingPage(room.publicUrl(), connector),
      })
    }
  }
  if (plan.external) return tokensFromCaller(room, connector, plan, app, request)
  if (plan.isNew) throw new PlatformError('oauth_code_required', codeRequired)
  return undefined
}

async function tokensFromCaller(
  room: InstanceRoom,
  connector: Connector,
  plan: Plan,
  app: VendorApp | undefined,
  request: InstanceRequest,
): Promise<TokenAnswer | undefined> {
  const refreshToken = plan.kept.get(refreshTokenKey) ?? undefined
  if (refreshToken === undefined) return undefined
  const brought = request.configuration?.get(refreshTokenKey) ?? undefined
  if (app === undefined || brought !== refreshToken) return undefined
  const client = oauthClient(connector, inForce(plan.kept, plan.entries), app)
  try {
    return await room.tokenEndpoint.refresh(client, refreshToken)
  } catch (error) {
    throw refusedAtStart(refreshFailure(error))
  }
}

/** The caller's own refresh token is a wrong input, not a failing gateway. */
function refusedAtStart(error: PlatformError): PlatformError {
  if (error.code !== 'vendor_unauthorized') return error
  return new PlatformError(
    'vendor_unauthorized',
    'The vendor did not accept oauth.user.refresh_token with this client id and secret',
    {
      cause: error,
      ...(error.providerMessage === undefined ? {} : { providerMessage: error.providerMessage }),
    },
  )
}

/** Adds the tokens, and what the answer says about the account; refuses an answer for another account. */
function withTokenAnswer(
  connector: Connector,
  kept: KeptValues,
  tokens: KeptValues | undefined,
  answer: TokenAnswer | undefined,
  request: InstanceRequest,
): KeptValues {
  if (tokens === undefined || answer === undefined) return kept
  const next = new Map([...kept, ...tokens])
  // A grant without a refresh token must not keep the one of the grant before.
  if (answer.refreshToken === undefined && request.providerData?.has('code') === true) {
    next.set(refreshTokenKey, null)
  }
  const accountKey = connector.element.hubwright?.accountKey
  const fields = Object.entries(connector.element.hubwright?.oauth?.answer ?? {})
  for (const [key, field] of fields) {
    const value = answer.members.get(field) ?? request.providerData?.get(field)
    if (value === undefined) continue
    const expected = kept.get(key) ?? undefined
    if (key === accountKey && expected !== undefined && expected !== value) {
      throw new PlatformError(
        'oauth_code_refused',
        `The authorization is for another account than this instance: '${key}' is '${expected}', the vendor answered '${value}'. Authorize with the right account, or make a new instance for the other one`,
        { details: [{ path: `/configuration/${key}`, message: `the vendor answered '${value}'` }] },
      )
    }
    next.set(key, value)
  }
  if (accountKey !== undefined && (next.get(accountKey) ?? '') === '') {
    throw new PlatformError(
      'vendor_answer_unreadable',
      `The vendor gave a token but did not say for which account ('${accountKey}'). Start the authorization again`,
    )
  }
  return next
}

/** Secrets that were really given; a whole answer that is sent back has only masks. */
function secretsInClear(given: KeptValues, entries: Entries): string[] {
  return [...given]
    .filter(([, value]) => value !== null && value !== '' && value !== mask)
    .map(([key]) => key)
    .filter((key) => isSecretKey(key, entries.get(key)))
}

/** Whether a change touches what the vendor judges: the address, the account, the credentials. */
function concernsVendor(connector: Connector, plan: Plan, changed: readonly string[]): boolean {
  const wire = connector.element.hubwright?.authentication?.[plan.authenticationType]?.place ?? []
  return changed.some(
    (key) =>
      key === 'base.url' ||
      key === connector.element.hubwright?.accountKey ||
      (plan.entries.get(key)?.groupName ?? '') === plan.authenticationType ||
      wire.some(({ value }) => value.includes(`{${key}}`)),
  )
}

/** What the vendor answered in this provisioning, and what became of the values. */
interface Outcome {
  app: VendorApp | undefined
  answer: TokenAnswer | undefined
  kept: KeptValues
  changed: readonly string[]
}

/**
 * By what an instance is one connection with others, which then share tokens: the app whose secret the vendor took and
 * the account that the vendor named. Nothing that a caller merely says counts (a ready token, an account in
 * providerData or configuration), and no answer of an address that the caller chose; such an instance stands alone.
 */
function identityFor(
  connector: Connector,
  plan: Plan,
  before: Before,
  { app, answer, kept, changed }: Outcome,
): { vendorAppId: string | null; vendorAccountId: string | null } {
  const nobody = { vendorAppId: null, vendorAccountId: null }
  if (plan.authenticationType !== oauth2) return nobody
  const accountKey = connector.element.hubwright?.accountKey
  const ownAddress = [...kept].some(
    ([key, value]) => value !== null && (key === 'base.url' || isOAuthAddress(key)),
  )
  if (answer !== undefined) {
    const field = connector.element.hubwright?.oauth?.answer?.[accountKey ?? '']
    const account = field === undefined ? undefined : answer.members.get(field)
    return {
      vendorAppId: app?.clientId ?? null,
      vendorAccountId: ownAddress ? null : (account ?? null),
    }
  }
  const brought = changed.includes(tokenKey) || changed.includes(refreshTokenKey)
  if (isNew(before) || brought) return nobody
  const moved = ownAddress || (accountKey !== undefined && changed.includes(accountKey))
  return {
    vendorAppId: before.vendorAppId,
    vendorAccountId: moved ? null : before.vendorAccountId,
  }
}

/** The whole set for the other instances, so that none keeps the refresh token of the grant before. */
function withRefreshToken(tokens: KeptValues, kept: KeptValues): KeptValues {
  return new Map([...tokens, [refreshTokenKey, kept.get(refreshTokenKey) ?? null]])
}

/** The platform's own landing page for a connector; a different address for each (RFC 9700, section 4.4). */
export function landingPage(publicUrl: string, connector: Connector): string {
  return `${publicUrl}/oauth/callback/${connector.key}`
}
