import type { ConfigEntry } from './element.ts'

/** Keys whose values are secrets whatever type the definition gives them. */
const secretKeys: ReadonlySet<string> = new Set([
  'password',
  'oauth.api.secret',
  'oauth.user.token',
  'oauth.user.token.secret',
  'oauth.user.refresh_token',
  'aws.api.secret',
  'event.notification.basic.password',
  'event.notification.signature.key',
])

/** What a secret looks like in every answer. */
export const mask = '********'

/** True when values of the entry are sealed at rest and shown as `********`. */
export function isSecretEntry(entry: Pick<ConfigEntry, 'key' | 'type'>): boolean {
  return entry.type === 'PASSWORD' || secretKeys.has(entry.key)
}
