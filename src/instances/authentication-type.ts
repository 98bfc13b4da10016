/** Which of a connector's authentication types an instance is to have. */
import { groupControlOf } from '../catalog/authentication-types.ts'
import type { Connector } from '../catalog/connector.ts'
import { PlatformError } from '../core/errors.ts'
import type { KeptValues } from './configuration.ts'

export const oauth2 = 'oauth2'

/** True for the types that send a person to the vendor; decides `typeOauth` of an answer. */
export function isOAuthType(authenticationType: string): boolean {
  return authenticationType === oauth2 || authenticationType === 'oauth1'
}

/** Key of the entry that chooses the type. */
export function authenticationTypeKey(connector: Connector): string {
  return groupControlOf(connector.element)?.key ?? 'authentication.type'
}

/**
 * The type that the caller names, or the one that what was given speaks for: an OAuth answer or a ready token for
 * OAuth 2.0, otherwise the type whose own required entries are all there, otherwise the one with most of its own
 * entries, otherwise the connector's default.
 */
export function chooseAuthenticationType(
  connector: Connector,
  given: KeptValues,
  oauthGiven: boolean,
): string {
  const types = connector.authenticationTypes
  const fallback = types[0] ?? connector.element.authentication.type
  const key = authenticationTypeKey(connector)
  const named = given.get(key)
  if (named !== undefined && named !== null && named !== '') {
    const known = types.find((type) => type === named)
    if (known !== undefined) return known
    const message = `must be one of ${types.map((type) => `'${type}'`).join(', ')}`
    throw new PlatformError('invalid_configuration', `'${key}' ${message}`, {
      details: [{ path: `/configuration/${key}`, message }],
    })
  }
  if (oauthGiven && types.includes(oauth2)) return oauth2
  const scores = types.map((type) => ({ type, ...score(connector, type, given) }))
  const complete = scores.find(({ own, missing }) => own > 0 && missing === 0)
  if (complete !== undefined) return complete.type
  const best = scores.toSorted((a, b) => b.own - a.own)[0]
  return best !== undefined && best.own > 0 ? best.type : fallback
}

/** How many of the type's own entries were given, and how many of its required ones were not. */
function score(connector: Connector, type: string, given: KeptValues) {
  const has = (key: string) => (given.get(key) ?? '') !== ''
  const own = connector.entriesFor(type).filter((entry) => entry.groupName === type)
  return {
    own: own.filter((entry) => has(entry.key)).length,
    missing: own.filter(
      (entry) => entry.required === true && entry.defaultValue === undefined && !has(entry.key),
    ).length,
  }
}
