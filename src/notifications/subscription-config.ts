/** How requests to one subscription are signed and authenticated; sealed in one column. */
import { randomBytes } from 'node:crypto'
import { sealContext } from '../vault/sealed-columns.ts'
import type { Vault } from '../vault/seal.ts'

export interface SubscriptionConfig {
  /** `whsec_` and 32 random bytes in base64; signs by Standard Webhooks. */
  readonly secret: string
  /** The secret before: signs too until then (ISO 8601), so that a receiver can change over. */
  readonly previous?: { readonly secret: string; readonly until: string } | undefined
  /** Key of the old platform's signature. */
  readonly signatureKey?: string | undefined
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly basic?: { readonly username: string; readonly password: string } | undefined
}

/** How long an old secret signs beside the new one. */
const overlapMs = 24 * 3_600_000

export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** With a new secret; the one it replaces signs for another day, the one before that no more. */
export function rotated(config: SubscriptionConfig, nowMs: number): SubscriptionConfig {
  const until = new Date(nowMs + overlapMs).toISOString()
  return { ...config, secret: newWebhookSecret(), previous: { secret: config.secret, until } }
}

interface Place {
  readonly organizationId: number
  readonly id: number
}

export function sealConfig(
  vault: Pick<Vault, 'seal'>,
  place: Place,
  config: SubscriptionConfig,
): Buffer {
  const context = sealContext('subscriptions', place.organizationId, place.id)
  return vault.seal(JSON.stringify(config), context)
}

/** Throws when no key opens it. */
export function openConfig(vault: Vault, place: Place, sealed: Buffer): SubscriptionConfig {
  const context = sealContext('subscriptions', place.organizationId, place.id)
  return JSON.parse(vault.open(sealed, context)) as SubscriptionConfig
}

/** Everything in it that must be in no answer and no log. */
export function secretsIn(config: SubscriptionConfig): string[] {
  const { secret, previous, signatureKey, headers, basic } = config
  return [secret, previous?.secret, signatureKey, basic?.password, ...Object.values(headers ?? {})]
    .filter((value) => value !== undefined)
    .filter((value) => value.length >= 4)
}
