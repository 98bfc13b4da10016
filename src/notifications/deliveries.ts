/** Deliveries as their owners see them and send them again. */
import type { AuditTrail } from '../accounts/audit-trail.ts'
import type { Caller } from '../accounts/caller.ts'
import { PlatformError } from '../core/errors.ts'
import { readPageToken, writePageToken } from '../core/page-token.ts'
import type { Database } from '../storage/database.ts'
import { viewPage, type TokenPage, type ViewPage } from '../storage/list-store.ts'
import {
  attemptsOf,
  databaseTime,
  deliveriesOf,
  listDeliveries,
  redeliverOne,
  redeliverStep,
  subscriptionFacts,
  type DeliveryFilter,
  type DeliveryPlace,
  type DeliveryRow,
  type Range,
} from './delivery-store.ts'
import { attemptView, deliveryView, type AttemptView, type DeliveryView } from './delivery-view.ts'
import { readNotification, readNotifications } from './notification-store.ts'
import { notificationView } from './notification-view.ts'
import { noNotification } from './records.ts'
import { readPlace, writePlace, type RedeliveryPlace } from './redelivery-place.ts'
import { scopeOf } from './scope.ts'
import type { DeliveryStatus } from './subscription.ts'
import { servedSubscription } from './served-subscription.ts'
import type { Subscriptions } from './subscriptions.ts'
import { wakeSenders } from './wake-senders.ts'
import { wantedDeliveries } from './wanted-deliveries.ts'

export interface DeliveryQuery extends DeliveryFilter {
  readonly where?: string | undefined
  /** Of the subscription; who sees one account alone sees nothing of others. */
  readonly accountId?: number | undefined
  readonly hydrate: boolean
}

/** What was put back to be sent. */
export interface Redelivered {
  readonly deliveries: number
  /** Callbacks that are served again. */
  readonly reactivated: number
  /** One request does not do them all: send it again, with `nextPage`. */
  readonly more: boolean
  /** Where the next request goes on; only while there are more. */
  readonly nextPage?: string
}

/** As a caller goes on where the request before ended. */
export interface RedeliveryRange {
  readonly from?: Date | undefined
  /** Undefined: until now, the time of the first request. */
  readonly to?: Date | undefined
  readonly status: DeliveryStatus
  readonly nextPage?: string | undefined
}

export interface Deliveries {
  /** Throws not_found, as all that name a notification or subscription do. */
  one(
    caller: Caller,
    notificationId: number,
    subscriptionId: number,
    hydrate: boolean,
  ): Promise<DeliveryView>
  ofNotification(caller: Caller, id: number, hydrate: boolean): Promise<DeliveryView[]>
  list(caller: Caller, query: DeliveryQuery, asked: TokenPage): Promise<ViewPage<DeliveryView>>
  attempts(caller: Caller, notificationId: number, subscriptionId: number): Promise<AttemptView[]>
  /** Throws conflict when the subscription is not served. */
  redeliver(caller: Caller, notificationId: number, subscriptionId: number): Promise<DeliveryView>
  redeliverRange(
    caller: Caller,
    subscriptionId: number,
    range: RedeliveryRange,
  ): Promise<Redelivered>
  /** Serves callbacks again that were given up, and sends what fits and was not taken. */
  redeliverWhere(
    caller: Caller,
    query: { readonly where?: string | undefined; readonly nextPage?: string | undefined },
  ): Promise<Redelivered>
}

export interface DeliveriesParts {
  readonly database: Database
  readonly audit: AuditTrail
  readonly subscriptions: Subscriptions
}

const step = 1000
/** Deliveries put back by one request. */
const mostOfRequest = 20_000

export function createDeliveries({ database, audit, subscriptions }: DeliveriesParts): Deliveries {
  const { db } = database

  async function hydrated(caller: Caller, rows: readonly DeliveryRow[]): Promise<DeliveryView[]> {
    const { organizationId } = caller
    const ids = rows.map((row) => row.notification_id)
    const notifications = await readNotifications(db, organizationId, ids)
    const owners = new Map(
      await Promise.all(
        [...new Set(rows.map((row) => row.subscription_id))].map(
          async (id) => [id, await subscriptions.get(caller, id).catch(() => undefined)] as const,
        ),
      ),
    )
    return rows.map((row) => {
      const notification = notifications.get(row.notification_id)
      return deliveryView(
        row,
        notification === undefined ? undefined : notificationView(notification),
        owners.get(row.subscription_id),
      )
    })
  }
  const shown = (caller: Caller, rows: readonly DeliveryRow[], hydrate: boolean) =>
    hydrate ? hydrated(caller, rows) : Promise.resolve(rows.map((row) => deliveryView(row)))

  async function checkNotification(caller: Caller, id: number): Promise<void> {
    if ((await readNotification(db, scopeOf(caller), id)) === undefined) throw noNotification(id)
  }

  async function one(
    caller: Caller,
    notificationId: number,
    subscriptionId: number,
    hydrate = false,
  ) {
    await checkNotification(caller, notificationId)
    const rows = await deliveriesOf(db, scopeOf(caller), notificationId, subscriptionId)
    const [view] = await shown(caller, rows, hydrate)
    if (view === undefined) throw noDelivery(notificationId, subscriptionId)
    return view
  }

  /** In steps, each a transaction of its own. `more`: there may be further ones, after the last of these. */
  async function putBack(
    { organizationId }: Caller,
    subscriptionId: number,
    range: Range,
    most: number,
  ): Promise<{ deliveries: number; more: boolean; after: Range['after'] }> {
    let { after } = range
    for (let deliveries = 0; ;) {
      if (deliveries >= most) return { deliveries, more: true, after }
      const size = Math.min(step, most - deliveries)
      const { count, last } = await database.transaction(async (trx) => {
        const done = await redeliverStep(
          trx,
          organizationId,
          subscriptionId,
          { ...range, after },
          size,
        )
        if (done.count > 0) await wakeSenders(trx, [subscriptionId])
        return done
      })
      deliveries += count
      after = last ?? after
      if (count < size) return { deliveries, more: false, after }
    }
  }

  const report = (caller: Caller, entityId: number | undefined, action: string) =>
    audit.record(db, {
      organizationId: caller.organizationId,
      area: 'notifications',
      action,
      entityId,
    })

  return {
    one,
    async ofNotification(caller, id, hydrate) {
      await checkNotification(caller, id)
      return shown(caller, await deliveriesOf(db, scopeOf(caller), id), hydrate)
    },
    async list(caller, { where, accountId, hydrate, ...filter }, asked) {
      const scope = scopeOf(caller)
      const isSeen =
        scope.accountId === undefined || (accountId ?? scope.accountId) === scope.accountId
      const seen = { ...scope, accountId: accountId ?? scope.accountId }
      const wanted = wantedDeliveries(where, isSeen ? await subscriptionFacts(db, seen) : [])
      const after = readListPlace(asked.nextPage)
      const { organizationId } = caller
      const page = await listDeliveries(db, organizationId, wanted, filter, { ...asked, after })
      return viewPage(page, await shown(caller, page.rows, hydrate), (last) =>
        writePageToken(last.notification_id, last.subscription_id),
      )
    },
    async attempts(caller, notificationId, subscriptionId) {
      await one(caller, notificationId, subscriptionId)
      const { organizationId } = caller
      const rows = await attemptsOf(db, organizationId, notificationId, subscriptionId)
      return rows.map(attemptView)
    },
    async redeliver(caller, notificationId, subscriptionId) {
      await checkNotification(caller, notificationId)
      await servedSubscription(db, caller, subscriptionId)
      const isThere = await database.transaction(async (trx) => {
        const { organizationId } = caller
        const done = await redeliverOne(trx, organizationId, notificationId, subscriptionId)
        if (done) await wakeSenders(trx, [subscriptionId])
        return done
      })
      if (!isThere) throw noDelivery(notificationId, subscriptionId)
      await report(caller, notificationId, 'notification.redelivered')
      return one(caller, notificationId, subscriptionId)
    },
    async redeliverRange(caller, subscriptionId, { from, to, status, nextPage }) {
      const place = nextPage === undefined ? undefined : readPlace(nextPage, subscriptionId)
      await servedSubscription(db, caller, subscriptionId)
      const until = place?.until ?? (to ?? (await databaseTime(db))).toISOString()
      const range = { from, to: until, statuses: [status], after: place?.after }
      const { deliveries, more, after } = await putBack(
        caller,
        subscriptionId,
        range,
        mostOfRequest,
      )
      await report(caller, subscriptionId, 'notifications.redelivered')
      const done = { deliveries, more, reactivated: 0 }
      return more ? { ...done, nextPage: writePlace({ subscriptionId, after, until }) } : done
    },
    async redeliverWhere(caller, { where, nextPage }) {
      const place = nextPage === undefined ? undefined : readPlace(nextPage)
      const until = place?.until ?? (await databaseTime(db)).toISOString()
      const facts = await subscriptionFacts(db, scopeOf(caller))
      const wanted = wantedDeliveries(where, facts)
      let [deliveries, reactivated] = [0, 0]
      let next: RedeliveryPlace | undefined
      for (const { id, active, inactive_reason: reason } of facts) {
        // What was taken is sent again only one by one or by a range.
        const statuses = wanted
          .filter(({ subscriptionId, status }) => subscriptionId === id && status !== 'delivered')
          .map(({ status }) => status)
        if (statuses.length === 0) continue
        if (!active) {
          // Whoever switched it off switches it on.
          if (reason !== 'gone' && reason !== 'failures') continue
          await subscriptions.enable(caller, id)
          reactivated += 1
        }
        if (next !== undefined || id < (place?.subscriptionId ?? 0)) continue
        const begun = place?.subscriptionId === id ? place.after : undefined
        const range = { statuses, to: until, after: begun }
        const done = await putBack(caller, id, range, mostOfRequest - deliveries)
        deliveries += done.deliveries
        if (done.more) next = { subscriptionId: id, after: done.after, until }
      }
      await report(caller, undefined, 'notifications.redelivered')
      const done = { deliveries, reactivated, more: next !== undefined }
      return next === undefined ? done : { ...done, nextPage: writePlace(next) }
    },
  }
}

function noDelivery(notificationId: number, subscriptionId: number): PlatformError {
  return new PlatformError(
    'not_found',
    `No delivery of notification ${notificationId} to subscription ${subscriptionId} found`,
  )
}

function readListPlace(token: string | undefined): DeliveryPlace | undefined {
  if (token === undefined) return undefined
  const [notificationId, subscriptionId] = readPageToken(token, /^(\d{1,15}) (\d{1,15})$/)
  return { notificationId: Number(notificationId), subscriptionId: Number(subscriptionId) }
}
