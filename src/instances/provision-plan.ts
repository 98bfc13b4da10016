/** The pure part of provisioning: what a request means for an instance, and what of it the vendor must judge. */
import type { Connector } from '../catalog/connector.ts'
import { mask } from '../catalog/secret-entries.ts'
import { authenticationTypeKey, chooseAuthenticationType, oauth2 } from './authentication-type.ts'
import { byKey, withChanges, type Entries, type KeptValues } from './configuration.ts'
import type { InstanceRequest } from './instance-request.ts'
import type { VendorApp } from './oauth/oauth-client.ts'
import { isSecretKey } from './secret-keys.ts'
import { refreshTokenKey, tokenKey } from './shared-tokens.ts'

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

/** What a request makes of an instance, before anybody outside was asked. */
export interface Plan {
  authenticationType: string
  entries: Entries
  kept: KeptValues
  /** The caller did the OAuth flow itself, and brings its token. */
  external: boolean
  isNew: boolean
  /** The request brings what the vendor put into the callback. */
  hasCallback: boolean
}

/** True for an instance that is only being made. */
export function isNew(before: Before): boolean {
  return before.authenticationType === undefined
}

/** Chooses the authentication type and merges what was given into what was kept. */
export function planOf(
  connector: Connector,
  before: Before,
  request: InstanceRequest,
  given: KeptValues,
): Plan {
  const provider = request.providerData
  const hasCallback = provider?.has('code') === true || provider?.has('error') === true
  const asked = request.externalAuthentication ?? before.externalAuthentication
  const external = asked === 'initial' && !hasCallback
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

/** Required entries that need not be given, because they come from a vendor app or from the vendor's answer. */
export function servedKeys(connector: Connector, plan: Plan, app: VendorApp | undefined) {
  const fromAnswer = new Set(Object.keys(connector.element.hubwright?.oauth?.answer ?? {}))
  const readyToken = plan.external && plan.kept.get(refreshTokenKey) == null
  return (key: string): boolean => {
    if (plan.authenticationType !== oauth2) return false
    if (fromAnswer.has(key)) return !plan.external
    if (key === 'oauth.callback.url') {
      return plan.external || (app !== undefined && app.owner !== 'request')
    }
    if (key === 'oauth.api.key' || key === 'oauth.api.secret')
      return readyToken || app !== undefined
    return false
  }
}

/** Whoever did the flow itself brings what came out of it. */
export function missingToken({ authenticationType, external, kept }: Plan): string[] {
  const brings = (kept.get(tokenKey) ?? kept.get(refreshTokenKey) ?? undefined) !== undefined
  return authenticationType === oauth2 && external && !brings ? [tokenKey] : []
}

/** Secrets that were really given; a whole answer that is sent back has only masks. */
export function secretsInClear(given: KeptValues, entries: Entries): string[] {
  return [...given]
    .filter(([, value]) => value !== null && value !== '' && value !== mask)
    .map(([key]) => key)
    .filter((key) => isSecretKey(key, entries.get(key)))
}

/** Keys that every connector uses for the vendor's address and credentials. */
const ofCredentials = /^(?:base\.url$|username$|password$|aws\.|oauth\.user\.token)/

/** Whether a change touches what the vendor judges: the address, the account, the credentials. */
export function concernsVendor(
  connector: Connector,
  plan: Plan,
  changed: readonly string[],
): boolean {
  const wire = connector.element.hubwright?.authentication?.[plan.authenticationType]?.place ?? []
  return changed.some(
    (key) =>
      ofCredentials.test(key) ||
      key === connector.element.hubwright?.accountKey ||
      (plan.entries.get(key)?.groupName ?? '') === plan.authenticationType ||
      wire.some(({ value }) => value.includes(`{${key}}`)),
  )
}
