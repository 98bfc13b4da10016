/** Subscriptions as their owners handle them. */
import type { AuditTrail } from '../accounts/audit-trail.ts'
import type { Caller } from '../accounts/caller.ts'
import { PlatformError } from '../core/errors.ts'
import type { Clock } from '../core/clock.ts'
import { readIdToken, writePageToken } from '../core/page-token.ts'
import type { Sender } from '../net/sender.ts'
import type { Database } from '../storage/database.ts'
import { viewPage, type TokenPage, type ViewPage } from '../storage/list-store.ts'
import type { Vault } from '../vault/seal.ts'
import { keepForPull } from './deliver/job-store.ts'
import { instanceTopic } from './notification.ts'
import { scopeOf } from './scope.ts'
import { newWebhookSecret, openConfig, rotated, sealConfig } from './subscription-config.ts'
import {
  checkConfig,
  configAfter,
  destinationOf,
  instanceTopicsIn,
  type ConfigRequest,
  type SubscriptionRequest,
} from './subscription-request.ts'
import {
  countDeliveries,
  countSubscribed,
  deleteSubscription,
  insertSubscription,
  instanceConnectors,
  instanceNames,
  listSubscriptions,
  nextSubscriptionId,
  readSubscription,
  updateSubscription,
  type SubscriptionChange,
  type SubscriptionRow,
} from './subscription-store.ts'
import { subscriptionView, type SubscriptionView } from './subscription-view.ts'
import { waitingReasons } from './subscription.ts'
import { wakeSenders } from './wake-senders.ts'

export interface SubscriptionParts {
  readonly database: Database
  readonly vault: Vault
  readonly sender: Pick<Sender, 'refusal'>
  readonly audit: AuditTrail
  readonly clock: Clock
}

/** The secret of Standard Webhooks, in clear. */
export interface ShownSecret {
  readonly secret: string
  /** Signs too, until then (ISO 8601). */
  readonly previousSecret?: string
  readonly previousSecretUntil?: string
}

export interface Subscriptions {
  /** Throws conflict when the account has as many as it may. */
  create(caller: Caller, request: SubscriptionRequest): Promise<SubscriptionView>
  list(
    caller: Caller,
    instanceId: number | undefined,
    asked: TokenPage,
  ): Promise<ViewPage<SubscriptionView>>
  /** Throws not_found, as all that follow do. */
  get(caller: Caller, id: number): Promise<SubscriptionView>
  /** Only of those made by the API; throws conflict for others. */
  change(
    caller: Caller,
    id: number,
    request: { topics?: readonly string[] | undefined; config?: ConfigRequest | undefined },
  ): Promise<SubscriptionView>
  remove(caller: Caller, id: number): Promise<void>
  /** What was told meanwhile stays kept until it is asked for. */
  enable(caller: Caller, id: number): Promise<SubscriptionView>
  disable(caller: Caller, id: number): Promise<SubscriptionView>
  /** Goes into the audit log. */
  secretOf(caller: Caller, id: number): Promise<ShownSecret>
  /** The secret before signs too for another day. */
  rotateSecret(caller: Caller, id: number): Promise<ShownSecret>
}

const step = 1000
/** Subscriptions that an account may make by the API: each notification of a topic is stored once for each of them. */
const mostSubscribed = 500

export function createSubscriptions(parts: SubscriptionParts): Subscriptions {
  const { database, vault, sender, audit, clock } = parts
  const { db } = database
  const opened = (row: SubscriptionRow) =>
    openConfig(vault, { organizationId: row.organization_id, id: row.id }, row.config_sealed)

  async function views(rows: readonly SubscriptionRow[], organizationId: number) {
    const ids = rows.map(({ id }) => id)
    const counts = await countDeliveries(db, organizationId, ids)
    const instanceIds = rows.flatMap((row) => row.instance_id ?? [])
    const names = await instanceNames(db, organizationId, instanceIds)
    const now = new Date(clock.now())
    return rows.map((row) =>
      subscriptionView(row, opened(row), now, {
        ...counts.get(row.id),
        instanceName: names.get(row.instance_id ?? 0),
      }),
    )
  }

  async function get(caller: Caller, id: number): Promise<SubscriptionView> {
    const row = await readSubscription(db, scopeOf(caller), id)
    const [view] = row === undefined ? [] : await views([row], caller.organizationId)
    if (view === undefined) throw noSubscription(id)
    return view
  }

  async function refuse(url: string): Promise<void> {
    const reason = await sender.refusal(url, { mayResolveLater: true })
    if (reason === undefined) return
    const message = `may not be called: ${reason}`
    const details = [{ path: '/config/url', message }]
    throw new PlatformError('destination_not_allowed', `'/config/url' ${message}`, { details })
  }

  /** A topic of an instance that the account does not have would never be told. */
  async function refuseTopics(
    owner: { readonly organizationId: number; readonly accountId: number },
    topics: readonly string[],
  ): Promise<void> {
    const named = instanceTopicsIn(topics)
    const keys = await instanceConnectors(
      db,
      owner,
      named.map(({ instanceId }) => instanceId),
    )
    for (const { topic, instanceId, connectorKey } of named) {
      const key = keys.get(instanceId)
      if (key === connectorKey) continue
      const right = key === undefined ? undefined : instanceTopic(instanceId, key)
      throw wrongTopic(topics.indexOf(topic), topic, right)
    }
  }

  /** One change at a time: reads under a lock, writes, reports, and tells the senders. */
  function write<T>(
    caller: Caller,
    id: number,
    action: string,
    work: (row: SubscriptionRow) => { change: SubscriptionChange; answer: T },
  ): Promise<T> {
    return database.transaction(async (trx) => {
      const row = await readSubscription(trx, scopeOf(caller), id, true)
      if (row === undefined) throw noSubscription(id)
      const { change, answer } = work(row)
      const isReenabled = change.active === true && !row.active && !isWaiting(row)
      if (isReenabled) while ((await keepForPull(trx, leaseOf(row), step)) === step);
      if (Object.keys(change).length > 0) {
        await updateSubscription(trx, row.organization_id, id, change)
        await wakeSenders(trx, [id])
      }
      await audit.record(trx, eventOf(row, action))
      return answer
    })
  }

  return {
    get,
    async create(caller, { channel, topics, config }) {
      const { organizationId, accountId } = caller
      checkConfig(config)
      const destination = destinationOf(channel, config)
      await refuseTopics(caller, topics)
      if (channel === 'webhook') await refuse(destination)
      const kept = configAfter(config, {}, false)
      const id = await database.transaction(async (trx) => {
        if ((await countSubscribed(trx, caller)) >= mostSubscribed) throw tooMany()
        const made = await nextSubscriptionId(trx)
        await insertSubscription(trx, {
          id: made,
          organization_id: organizationId,
          account_id: accountId,
          instance_id: null,
          origin: 'subscribed',
          channel,
          topics: [...topics],
          destination,
          config_sealed: sealConfig(
            vault,
            { organizationId, id: made },
            { secret: newWebhookSecret(), ...kept },
          ),
          ...(channel === 'sms' || channel === 'push' ? { inactive_reason: 'not_served' } : {}),
        })
        await audit.record(trx, {
          organizationId,
          accountId,
          area: 'notifications',
          action: 'subscription.created',
          entityId: made,
        })
        return made
      })
      return get(caller, id)
    },
    async list(caller, instanceId, asked) {
      const after = readIdToken(asked.nextPage)
      const page = await listSubscriptions(db, scopeOf(caller), instanceId, { ...asked, after })
      const shown = await views(page.rows, caller.organizationId)
      return viewPage(page, shown, ({ id }) => writePageToken(id))
    },
    async change(caller, id, { topics, config }) {
      const { channel, config: shown, topics: before, accountId } = await get(caller, id)
      const { organizationId } = caller
      if (config !== undefined) checkConfig(config)
      // One whose instance is gone may stay.
      const added = (topics ?? []).filter((topic) => !before.includes(topic))
      await refuseTopics({ organizationId, accountId }, added)
      const moved = config === undefined ? undefined : movedTo(channel, config, shown)
      if (moved !== undefined && channel === 'webhook') await refuse(moved)
      await write(caller, id, 'subscription.changed', (row) => {
        if (row.origin !== 'subscribed') throw ofInstance(row)
        const { secret, previous, ...before } = opened(row)
        const isElsewhere = moved !== undefined && moved !== row.destination
        const after = config === undefined ? before : configAfter(config, before, isElsewhere)
        return {
          answer: undefined,
          change: {
            ...(topics === undefined ? {} : { topics: [...topics] }),
            ...(isElsewhere ? { destination: moved, failures: 0, rests_until: null } : {}),
            ...(config === undefined
              ? {}
              : { config_sealed: sealConfig(vault, leaseOf(row), { secret, previous, ...after }) }),
          },
        }
      })
      return get(caller, id)
    },
    async remove(caller, id) {
      await database.transaction(async (trx) => {
        const row = await readSubscription(trx, scopeOf(caller), id, true)
        if (row === undefined) throw noSubscription(id)
        if (row.origin === 'callback') throw ofInstance(row)
        await deleteSubscription(trx, row.organization_id, id)
        await audit.record(trx, eventOf(row, 'subscription.removed'))
      })
    },
    async enable(caller, id) {
      await write(caller, id, 'subscription.enabled', (row) => {
        if (isWaiting(row)) throw ofInstance(row)
        if (row.inactive_reason === 'not_served') throw notServed(row)
        const fresh = { active: true, inactive_reason: null, failures: 0, rests_until: null }
        return { answer: undefined, change: fresh }
      })
      return get(caller, id)
    },
    async disable(caller, id) {
      await write(caller, id, 'subscription.disabled', (row) => ({
        answer: undefined,
        change: row.active ? { active: false, inactive_reason: 'disabled' } : {},
      }))
      return get(caller, id)
    },
    secretOf: (caller, id) =>
      write(caller, id, 'webhook-secret.read', (row) => ({
        answer: shownSecret(opened(row), clock.now()),
        change: {},
      })),
    rotateSecret: (caller, id) =>
      write(caller, id, 'webhook-secret.rotated', (row) => {
        const config = rotated(opened(row), clock.now())
        const change = { config_sealed: sealConfig(vault, leaseOf(row), config) }
        return { answer: shownSecret(config, clock.now()), change }
      }),
  }
}

/** Where a change sends it; undefined when it stays. Throws for what is no destination. */
function movedTo(
  channel: string,
  config: ConfigRequest,
  shown: Readonly<Record<string, unknown>>,
): string | undefined {
  const merged = { ...(shown as ConfigRequest), ...config }
  return destinationOf(channel as SubscriptionRequest['channel'], merged)
}

function shownSecret({ secret, previous }: ReturnType<typeof rotated>, nowMs: number): ShownSecret {
  if (previous === undefined || Date.parse(previous.until) <= nowMs) return { secret }
  return { secret, previousSecret: previous.secret, previousSecretUntil: previous.until }
}

function leaseOf(row: SubscriptionRow) {
  return { organizationId: row.organization_id, id: row.id }
}

function isWaiting(row: SubscriptionRow): boolean {
  return waitingReasons.some((reason) => reason === row.inactive_reason)
}

function eventOf(row: SubscriptionRow, action: string) {
  return {
    organizationId: row.organization_id,
    accountId: row.account_id,
    area: 'notifications',
    action,
    entityId: row.id,
    ...(row.instance_id === null ? {} : { instanceId: row.instance_id }),
  } as const
}

function wrongTopic(place: number, topic: string, right: string | undefined): PlatformError {
  const path = `/topics/${place}`
  const hint = right === undefined ? 'use events for those of all instances' : `use ${right}`
  const message = `is '${topic}', of an instance that the account does not have; ${hint}`
  return new PlatformError('invalid_request', `'${path}' ${message}`, {
    details: [{ path, message }],
  })
}

export function noSubscription(id: number): PlatformError {
  return new PlatformError('not_found', `No subscription found with ID ${id}`)
}

function ofInstance(row: SubscriptionRow): PlatformError {
  return new PlatformError(
    'conflict',
    `The subscription ${row.id} follows the configuration of instance ${row.instance_id}: change event.notification.enabled or event.notification.callback.url there`,
  )
}

function tooMany(): PlatformError {
  return new PlatformError(
    'conflict',
    `The account has ${mostSubscribed} subscriptions, which is the most: remove one first with DELETE /notifications/subscriptions/{id}, or change one`,
  )
}

function notServed(row: SubscriptionRow): PlatformError {
  return new PlatformError(
    'conflict',
    `Nothing is sent over the channel ${row.channel}; its notifications are kept, read them with GET /notifications/feed`,
  )
}
