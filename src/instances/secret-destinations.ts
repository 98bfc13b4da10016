/**
 * Secrets are write-only, and so are the ways around that: whoever moves the address to which stored secrets are sent
 * must bring them along, and tokens of somebody else's vendor app go to the addresses of the definition alone.
 */
import { PlatformError } from '../core/errors.ts'
import { isOAuthAddress } from './configuration-values.ts'
import { changedKeys, type Entries, type KeptValues } from './configuration.ts'
import type { VendorApp } from './oauth/oauth-client.ts'
import { isNew, secretsInClear, type Before, type Plan } from './provision-plan.ts'
import { isSecretKey } from './secret-keys.ts'
import { refreshTokenKey, tokenKey } from './shared-tokens.ts'

/** Keys that decide to whom secrets go: addresses, and what stands where the host of `base.url` ends. */
function destinationKeys(kept: KeptValues, entries: Entries): (key: string) => boolean {
  const host = hostKeyOf(kept.get('base.url') ?? entries.get('base.url')?.defaultValue ?? '')
  return (key) => key === 'base.url' || key === host || isOAuthAddress(key)
}

/** The `{key}` in which the host of an address ends, as in `https://{shop.host}/api` or `{shop.url}/api`. */
export function hostKeyOf(template: string): string | undefined {
  const [, , authority = ''] = /^(https?:\/\/)?([^/?#]*)/i.exec(template) ?? []
  return /\{([\w.$-]+)\}(?::\d+)?$/.exec(authority)?.[1]
}

/** Secrets that go to the vendor. The client id is masked by custom, and events are signed, not sent to the vendor. */
function isSent(key: string, entries: Entries): boolean {
  return isSecretKey(key, entries.get(key)) && key !== 'oauth.api.key' && !key.startsWith('event.')
}

/** Where notifications go, and the secrets that go there with them. */
const callbackKey = 'event.notification.callback.url'
const callbackSecrets = [
  'event.notification.basic.password',
  'event.notification.callback.headers',
] as const

/**
 * Refuses own addresses beside somebody else's vendor app: its secret and the tokens that it fetches would be sent
 * there. Throws invalid_configuration.
 */
export function refuseForeignAddresses(plan: Plan, app: VendorApp | undefined): void {
  if (app === undefined || app.owner === 'request') return
  const fetches = plan.hasCallback || (plan.kept.get(refreshTokenKey) ?? null) !== null
  for (const [key, value] of plan.kept) {
    if (value === null || !(isOAuthAddress(key) || (key === 'base.url' && fetches))) continue
    throw refused(
      key,
      `'${key}' cannot be set while the vendor app of the ${app.owner} is used; give oauth.api.key and oauth.api.secret of your own with it, or leave it out`,
    )
  }
}

/** Refuses a new address for secrets that the request does not know. Throws invalid_configuration. */
export function refuseMovedSecrets(plan: Plan, before: Before, given: KeptValues): void {
  const { kept, entries } = plan
  if (isNew(before)) return
  const known = new Set(secretsInClear(given, entries))
  refuseMovedCallback(before.kept, kept, known)
  const [moved] = movedDestinations(before.kept, kept, entries)
  if (moved === undefined) return
  // The vendor's answer to a code replaces these.
  if (plan.hasCallback) known.add(tokenKey).add(refreshTokenKey)
  const unknown = [...kept]
    .filter(([key, value]) => value !== null && isSent(key, entries) && !known.has(key))
    .map(([key]) => key)
  if (unknown.length > 0) throw needsAgain(moved, unknown)
}

/** The password and the headers of one callback are not sent to another. */
function refuseMovedCallback(
  before: KeptValues,
  after: KeptValues,
  known: ReadonlySet<string>,
): void {
  const url = after.get(callbackKey) ?? null
  if (url === null || url === '' || url === before.get(callbackKey)) return
  const unknown = callbackSecrets.filter((key) => (after.get(key) ?? '') !== '' && !known.has(key))
  if (unknown.length > 0) throw needsAgain(callbackKey, unknown)
}

function needsAgain(moved: string, unknown: readonly string[]): PlatformError {
  const keys = unknown.map((key) => `'${key}'`).join(', ')
  return refused(
    moved,
    `Stored secrets are sent to '${moved}', so a new value needs them again: give ${keys} in clear in the same request (PUT or PATCH /instances/{id})`,
  )
}

/**
 * Two requests that are each fine may together move an address under secrets that the other one stored. Throws
 * conflict when what this request was judged by has changed since.
 * @param before what was read, `now` what is stored, `next` what the request makes of it
 */
export function refuseOvertaken(
  before: KeptValues,
  now: KeptValues,
  next: KeptValues,
  entries: Entries,
): void {
  const moves = movedDestinations(before, next, entries).length > 0
  const stores = changedKeys(before, next).some((key) => isSent(key, entries))
  if (!moves && !stores) return
  const isDestination = destinationKeys(now, entries)
  const disturbed = changedKeys(before, now).some(
    (key) => isDestination(key) || (moves && isSent(key, entries)),
  )
  if (!disturbed) return
  throw new PlatformError(
    'conflict',
    'Addresses or credentials of the instance were changed at the same time; nothing was stored. Read the instance and send the request again',
  )
}

function movedDestinations(before: KeptValues, after: KeptValues, entries: Entries): string[] {
  const isDestination = destinationKeys(after, entries)
  return changedKeys(before, after).filter(
    (key) => isDestination(key) && (after.get(key) ?? null) !== null,
  )
}

function refused(key: string, message: string): PlatformError {
  return new PlatformError('invalid_configuration', message, {
    details: [{ path: `/configuration/${key}`, message }],
  })
}
