/** Instances that a vendor's webhook may be for, with the secret that proves it to each. */
import type { Connector } from '../catalog/connector.ts'
import { appInForce } from './app-in-force.ts'
import { hasOwnAddress } from './connection-identity.ts'
import { readRecords, type InstanceRecord } from './instance-record.ts'
import type { InstanceRoom } from './room.ts'
import {
  findByIds,
  findByKey,
  findByValue,
  findKeptValues,
  type FoundReceivers,
  type ReceiverId,
} from './webhook-receivers-store.ts'

export interface WebhookReceiver {
  readonly id: number
  readonly organizationId: number
  readonly accountId: number
  readonly isDisabled: boolean
  readonly connector: Connector
  readonly authenticationType: string
  /** In force, secrets in clear. */
  readonly values: Readonly<Record<string, string>>
  /** The vendor's account that it says to be connected to (`hubwright.accountKey`). */
  readonly account: string | undefined
  /**
   * The vendor itself said so: it named the account with the token, or took the credentials at an address of the
   * definition that the account is part of. Otherwise the account is only claimed.
   */
  readonly isAccountProven: boolean
  /** What signs webhooks (`events.webhook.signature.secret`); `isOwn` when no other instance need share it. */
  readonly secret: { readonly value: string; readonly isOwn: boolean } | undefined
}

/** Administrative: over all organizations. Callers show nothing of it to anybody. */
export interface WebhookReceivers {
  /** Instances of the connector whose account at the vendor is this. */
  ofAccount(connectorKey: string, account: string): Promise<WebhookReceiver[]>
  /** Instances of the connector that have a value of their own under the key. */
  withKey(connectorKey: string, key: string): Promise<WebhookReceiver[]>
  /** Those of these ids that are instances of the connector. */
  withIds(connectorKey: string, ids: readonly number[]): Promise<WebhookReceiver[]>
  /** Those of these accounts that any instance may be connected to; quick for many. */
  accountsThere(connectorKey: string, accounts: readonly string[]): Promise<readonly string[]>
  /** The same for ids. */
  idsThere(connectorKey: string, ids: readonly number[]): Promise<readonly number[]>
  /** How many look-ups since the start left instances out, as there were too many. */
  cutLookUps(): number
}

/** Instances of one look-up; those beyond are told of nothing, which is counted and logged. */
const mostReceivers = 500
const mostWithKey = 2000

export function createWebhookReceivers(room: InstanceRoom): WebhookReceivers {
  const { db } = room.database
  let cutLookUps = 0

  function within(
    limit: number,
    connectorKey: string,
    key: string,
    { found, isCut }: FoundReceivers,
  ): readonly ReceiverId[] {
    if (isCut) {
      cutLookUps += 1
      const what = { connector: connectorKey, key, limit }
      room.log.warn(what, 'more instances than the limit may want a webhook: some were left out')
    }
    return found
  }

  async function read(found: readonly ReceiverId[]): Promise<WebhookReceiver[]> {
    const receivers: WebhookReceiver[] = []
    for (const organizationId of new Set(found.map((one) => one.organization_id))) {
      const ids = found.flatMap((one) => (one.organization_id === organizationId ? one.id : []))
      const records = await readRecords(room, organizationId, { ids, limit: ids.length }, true)
      for (const record of records) {
        const receiver = await receiverOf(room, record)
        if (receiver !== undefined) receivers.push(receiver)
      }
    }
    return receivers
  }

  return {
    async ofAccount(connectorKey, account) {
      const key = room.catalog.get(connectorKey)?.element.hubwright?.accountKey
      if (key === undefined) return []
      const found = await findByValue(db, connectorKey, key, account, mostReceivers)
      return read(within(mostReceivers, connectorKey, key, found))
    },
    async withKey(connectorKey, key) {
      const found = await findByKey(db, connectorKey, key, mostWithKey)
      return read(within(mostWithKey, connectorKey, key, found))
    },
    withIds: async (connectorKey, ids) => read(await findByIds(db, connectorKey, ids)),
    async accountsThere(connectorKey, accounts) {
      const key = room.catalog.get(connectorKey)?.element.hubwright?.accountKey
      return key === undefined ? [] : findKeptValues(db, key, accounts)
    },
    idsThere: async (connectorKey, ids) =>
      (await findByIds(db, connectorKey, ids)).map(({ id }) => id),
    cutLookUps: () => cutLookUps,
  }
}

async function receiverOf(
  room: InstanceRoom,
  record: InstanceRecord,
): Promise<WebhookReceiver | undefined> {
  const { row, connector, values } = record
  if (connector === undefined) return undefined
  const accountKey = connector.element.hubwright?.accountKey
  const account = accountKey === undefined ? undefined : values[accountKey]
  return {
    id: row.id,
    organizationId: row.organization_id,
    accountId: row.account_id,
    isDisabled: row.disabled,
    connector,
    authenticationType: row.authentication_type,
    values,
    account,
    isAccountProven: isAccountProven(record, connector, account),
    secret: await secretOf(room, record, connector),
  }
}

function isAccountProven(
  { row, kept }: InstanceRecord,
  connector: Connector,
  account: string | undefined,
): boolean {
  if (account === undefined) return false
  if (row.vendor_account_id === account) return true
  const accountKey = connector.element.hubwright?.accountKey ?? ''
  const address = connector
    .entriesFor(row.authentication_type)
    .find(({ key }) => key === 'base.url')?.defaultValue
  return (
    !hasOwnAddress(kept) &&
    address?.includes(`{${accountKey}}`) === true &&
    connector.lifecycleResources('provisionAuthValidation').length > 0
  )
}

async function secretOf(
  room: InstanceRoom,
  { row, kept }: InstanceRecord,
  connector: Connector,
): Promise<WebhookReceiver['secret']> {
  const key = connector.element.hubwright?.events?.webhook?.signature?.secret
  if (key === undefined) return undefined
  const own = kept.get(key) ?? ''
  if (own !== '') return { value: own, isOwn: true }
  if (key !== 'oauth.api.secret') return undefined
  // Also where the token came ready from the vendor: the app that webhooks are registered with need not be its own.
  const { organization_id: organizationId, authentication_type: type } = row
  const app = await appInForce(room.vendorApps, organizationId, connector, type, kept)
  return app === undefined ? undefined : { value: app.clientSecret, isOwn: false }
}
