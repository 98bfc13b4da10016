/** Opens the rooms of events, from the vendor to the customer's app, and introduces them to each other. */
import type { Audit } from './audit/audit.ts'
import type { Catalog } from './catalog/catalog.ts'
import type { Config } from './config.ts'
import type { Clock } from './core/clock.ts'
import { toError } from './core/errors.ts'
import type { Log } from './core/log.ts'
import { eventSettings } from './events/event-settings.ts'
import { createEventLog, type EventLog } from './events/log/event-log.ts'
import { createProcessing, type Processing } from './events/process/processing.ts'
import { createReceiving, type Receiving } from './events/receive/receiving.ts'
import { createSources, type Sources } from './events/sources/sources.ts'
import type { AnswerCache } from './hub/answer-cache.ts'
import type { Hub } from './hub/hub.ts'
import type { Instances } from './instances/instances.ts'
import type { AllowRule } from './net/addresses.ts'
import { createSender } from './net/egress.ts'
import { createMailer } from './net/mailer.ts'
import type { Sender } from './net/sender.ts'
import { createNotifications, type Notifications } from './notifications/notifications.ts'
import type { OnOpen } from './rooms.ts'
import type { Database } from './storage/database.ts'
import type { Notices } from './storage/notices.ts'
import type { Vault } from './vault/seal.ts'
import type { VendorCalls } from './vendor-calls/vendor-calls.ts'

export interface EventRooms {
  readonly receiving: Receiving
  readonly sources: Sources
  readonly processing: Processing
  readonly eventLog: EventLog
  readonly notifications: Notifications
}

interface EventParts {
  readonly config: Config
  readonly database: Database
  readonly notices: Notices
  readonly vault: Vault
  readonly audit: Audit
  readonly sender: Sender
  /** What may be called besides public addresses. */
  readonly allow: readonly AllowRule[]
  readonly catalog: Catalog
  readonly instances: Instances
  readonly vendorCalls: VendorCalls
  readonly hub: Hub
  readonly answers: AnswerCache
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly publicUrl: () => string
}

/** Receivers have half a minute to answer. */
const receiversTimeoutMs = 30_000

/** Those who are told are opened before those who tell. A node that only serves requests does none of the work behind. */
export async function openEvents(parts: EventParts, onOpen: OnOpen): Promise<EventRooms> {
  const { instances, answers, log } = parts
  const isWorker = parts.config.role !== 'api'
  const notifications = await openNotifications(parts, onOpen)
  const sources = await createSources({
    ...parts,
    accountChanged: (instance) => answers.accountChanged(instance),
  })
  onOpen(() => sources.close())
  const processing = await createProcessing(parts)
  onOpen(() => processing.close())
  const receiving = await createReceiving({
    ...parts,
    nudge(instanceIds) {
      sources.nudge(instanceIds).catch((error: unknown) => {
        log.warn({ err: toError(error) }, 'a hint of a vendor could not be followed')
      })
    },
  })
  onOpen(() => receiving.close())
  instances.onSettled(async (trx, { row, connector, values }) => {
    if (connector === undefined) return
    await notifications.keepCallback(trx, {
      organizationId: row.organization_id,
      accountId: row.account_id,
      instanceId: row.id,
      connectorKey: connector.key,
      settings: eventSettings(connector, row.authentication_type, values),
    })
  })
  if (isWorker) {
    sources.start()
    processing.start()
    receiving.startWorkers()
  }
  const eventLog = createEventLog(parts)
  return { receiving, sources, processing, eventLog, notifications }
}

async function openNotifications(
  { config, allow, ...parts }: EventParts,
  onOpen: OnOpen,
): Promise<Notifications> {
  const sender = createSender({ allow, headersTimeoutMs: receiversTimeoutMs })
  onOpen(() => sender.close())
  const mailer = config.smtpUrl === undefined ? undefined : createMailer(config.smtpUrl)
  onOpen(() => mailer?.close())
  const notifications = await createNotifications({ ...parts, sender, mailer })
  onOpen(() => notifications.worker.close())
  onOpen(() => notifications.upkeep.close())
  if (config.role !== 'api') {
    await notifications.worker.start()
    notifications.upkeep.start()
  }
  return notifications
}
