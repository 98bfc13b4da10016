/** Writes and judges the tokens of a connection: what one instance learns, all instances of the connection know. */
import type { Transaction } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import { configurationByInstance, writeConfiguration } from './configuration-store.ts'
import type { Entries, KeptValues } from './configuration.ts'
import { lockConnection, type ConnectionIdentity } from './connection-store.ts'
import type { Credentials } from './credentials.ts'
import { changeInstance, lockInstance, type InstanceRow } from './instance-store.ts'
import type { TokenAnswer } from './oauth/token-answer.ts'

type Trx = Transaction<Schema>

export const tokenKey = 'oauth.user.token'
export const refreshTokenKey = 'oauth.user.refresh_token'

/** Every key that belongs to a token, so that a newer one replaces the older one whole. */
export function tokenValues(token: TokenAnswer, now: number): KeptValues {
  return new Map([
    [tokenKey, token.accessToken],
    // RFC 6749, section 6: without a new refresh token the old one stays good.
    ...(token.refreshToken === undefined ? [] : [[refreshTokenKey, token.refreshToken] as const]),
    ['oauth.user.refresh_time', String(now)],
    ['oauth.user.refresh_interval', token.expiresIn === undefined ? null : String(token.expiresIn)],
    ...(token.scope === undefined ? [] : [['oauth.user.scope', token.scope] as const]),
  ])
}

/** The identity that an instance shares with others; undefined when it stands alone. */
export function identityOf(
  row: Pick<InstanceRow, 'connector_key' | 'vendor_app_id' | 'vendor_account_id'>,
): ConnectionIdentity | undefined {
  if (row.vendor_app_id === null || row.vendor_account_id === null) return undefined
  return {
    connectorKey: row.connector_key,
    vendorAppId: row.vendor_app_id,
    vendorAccountId: row.vendor_account_id,
  }
}

/** Calls with one token share one quota, so instances of one connection share one budget. */
export function budgetKeyOf(
  row: Pick<
    InstanceRow,
    'id' | 'organization_id' | 'connector_key' | 'vendor_app_id' | 'vendor_account_id'
  >,
): string {
  const identity = identityOf(row)
  if (identity === undefined) return `instance:${row.id}`
  const { connectorKey, vendorAppId, vendorAccountId } = identity
  return `connection:${JSON.stringify([row.organization_id, connectorKey, vendorAppId, vendorAccountId])}`
}

/** Locks all instances of the row's connection, itself included, lowest id first. */
export async function lockAll(
  trx: Trx,
  organizationId: number,
  row: Pick<InstanceRow, 'id' | 'connector_key' | 'vendor_app_id' | 'vendor_account_id'>,
): Promise<number[]> {
  const identity = identityOf(row)
  const ids = identity === undefined ? [] : await lockConnection(trx, organizationId, identity)
  if (ids.includes(row.id)) return ids
  const own = await lockInstance(trx, organizationId, row.id)
  return own === undefined ? ids : [...ids, row.id]
}

/** Gives these instances the tokens and connects them again. */
export async function giveTokens(
  trx: Trx,
  credentials: Credentials,
  organizationId: number,
  ids: readonly number[],
  tokens: KeptValues,
  entries: Entries,
): Promise<void> {
  for (const id of ids) {
    const rows = credentials.sealed(organizationId, id, tokens, entries)
    await writeConfiguration(trx, organizationId, id, rows)
    await changeInstance(trx, organizationId, id, { state: 'connected', state_reason: null })
  }
}

/** Marks those of the instances that still hold the dead value under `key`; answers how many. */
export async function endTokens(
  trx: Trx,
  credentials: Credentials,
  organizationId: number,
  ids: readonly number[],
  dead: { readonly key: string; readonly value: string | undefined },
  reason: string,
): Promise<number[]> {
  const byInstance = await configurationByInstance(trx, organizationId, ids)
  const ended: number[] = []
  for (const id of ids) {
    const kept = credentials.opened(organizationId, byInstance.get(id) ?? [])
    if ((kept.get(dead.key) ?? undefined) !== dead.value) continue
    await changeInstance(trx, organizationId, id, {
      state: 'reauth_required',
      state_reason: reason,
    })
    ended.push(id)
  }
  return ended
}

/** When the access token runs out, in milliseconds; undefined when it does not say. */
export function expiryOf(values: Readonly<Record<string, string>>): number | undefined {
  const since = Number(values['oauth.user.refresh_time'] ?? Number.NaN)
  const seconds = Number(values['oauth.user.refresh_interval'] ?? Number.NaN)
  if (!Number.isFinite(since) || !Number.isFinite(seconds) || seconds <= 0) return undefined
  return since + seconds * 1000
}
