/**
 * The door of the room: what is told to customers, who wants it, and what became of it. What is stored here is told at
 * least once, or kept for who asks; it is never told to anybody else than its account, and to the organization's default
 * account where its own work is concerned. Order is not promised.
 */
import type { Kysely } from 'kysely'
import type { AuditTrail } from '../accounts/audit-trail.ts'
import type { Caller } from '../accounts/caller.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Periodic } from '../core/periodic.ts'
import type { Mailer } from '../net/mailer.ts'
import type { Sender } from '../net/sender.ts'
import type { Database } from '../storage/database.ts'
import type { Notices } from '../storage/notices.ts'
import type { Schema } from '../storage/schema.ts'
import type { Vault } from '../vault/seal.ts'
import { createDeliveryWorker, type DeliveryWorker } from './deliver/delivery-worker.ts'
import { createMailTransport } from './deliver/mail-transport.ts'
import { createWebhookTransport } from './deliver/webhook-transport.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createFeed, type FeedRoom } from './feed.ts'
import { keepCallback, type CallbackOf } from './instance-callback.ts'
import { sendMail, type MailRequest } from './mails.ts'
import { createRecords, type Records } from './records.ts'
import { sendTest } from './send-test.ts'
import { createSettings, type Settings } from './settings.ts'
import { createSubscriptions, type Subscriptions } from './subscriptions.ts'
import { createUpkeep } from './upkeep.ts'

export interface NotificationsParts {
  readonly database: Database
  readonly notices: Notices
  readonly vault: Vault
  /** Waits half a minute for an answer; see `net/egress.ts`. */
  readonly sender: Sender
  /** Undefined: mails are kept and shown. */
  readonly mailer: Mailer | undefined
  readonly audit: AuditTrail
  readonly clock: Clock
  readonly publicUrl: () => string
  /** A number in [0, 1). */
  readonly random: () => number
  readonly log: Log
}

export interface Notifications {
  readonly records: Records
  readonly subscriptions: Subscriptions
  readonly deliveries: Deliveries
  readonly settings: Settings
  readonly feed: FeedRoom
  /** Delivers once it is started. */
  readonly worker: DeliveryWorker
  /** Tells and removes what is due once it is started. */
  readonly upkeep: Periodic
  sendMail(caller: Caller, mail: MailRequest): Promise<number>
  /** Throws not_found, and conflict when the subscription is not served. */
  sendTest(caller: Caller, subscriptionId: number): Promise<number>
  /** Keeps the subscription of an instance in step with its configuration, in the transaction of its change. */
  keepCallback(trx: Kysely<Schema>, callback: CallbackOf): Promise<void>
}

export async function createNotifications(parts: NotificationsParts): Promise<Notifications> {
  const { database, notices, clock } = parts
  const subscriptions = createSubscriptions(parts)
  return {
    subscriptions,
    records: createRecords(parts),
    deliveries: createDeliveries({ ...parts, subscriptions }),
    settings: createSettings(parts),
    feed: await createFeed(database, notices),
    worker: createDeliveryWorker({
      ...parts,
      transports: {
        webhook: createWebhookTransport(parts.sender, clock),
        email: createMailTransport(parts.mailer, database.db, parts.log),
      },
    }),
    upkeep: createUpkeep(parts),
    sendMail: (caller, mail) => sendMail(parts, caller, mail),
    sendTest: (caller, subscriptionId) => sendTest(parts, caller, subscriptionId),
    keepCallback: (trx, callback) => keepCallback(trx, parts, callback),
  }
}
