/**
 * The door of this part: what vendors tell comes in here. It promises: nothing is answered yes before it is stored;
 * nothing is stored before it is proven; nobody is told why something was refused.
 */
import type { AuditTrail } from '../../accounts/audit-trail.ts'
import type { Caller } from '../../accounts/caller.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Instances } from '../../instances/instances.ts'
import type { Database } from '../../storage/database.ts'
import { isBadValue } from '../../storage/database-errors.ts'
import type { Notices } from '../../storage/notices.ts'
import type { Vault } from '../../vault/seal.ts'
import type { VendorCalls } from '../../vendor-calls/vendor-calls.ts'
import { addEvents } from '../add-events-store.ts'
import { createAddresses } from './addresses.ts'
import { createGroupCommit } from './group-commit.ts'
import { keepInStep } from './keep-in-step.ts'
import { createProofOfLife } from './proof-of-life.ts'
import { createQuarantine } from './quarantine.ts'
import { receivePoll, type PlayedPoll } from './receive-poll.ts'
import { judgeAgain, receiveWebhook, type WebhookRequest } from './receive.ts'
import { createRegistration } from './registration.ts'
import { createTargets } from './targets.ts'
import { targetsChannel } from './targets-store.ts'
import { readWebhookView, rotateAddress, type WebhookView } from './webhook-view.ts'
import { addressesChannel, addressRotated } from './webhook-addresses-store.ts'
import { newCounts } from './webhook-counts.ts'

export interface Receiving {
  /** @throws unauthorized (401), alike for whatever is not proven; unavailable (503): to be sent again */
  receive(request: WebhookRequest): Promise<void>
  /** @throws not_found, invalid_request, unavailable */
  receivePoll(caller: Caller, poll: PlayedPoll): Promise<void>
  /** Where the vendor of an instance sends its webhooks. Throws not_found. */
  webhookOf(caller: Caller, id: number): Promise<WebhookView>
  /** Gives an instance another address; the one before leads to it for so many hours more. Throws not_found. */
  rotateAddress(caller: Caller, id: number, overlapHours: number): Promise<WebhookView>
  counts(): Readonly<Record<string, number>>
  /** Writes what it knows about sources that are alive. */
  flush(): Promise<void>
  /** Registers addresses at vendors, and judges the quarantine again. */
  startWorkers(): void
  close(): Promise<void>
}

export interface ReceivingParts {
  readonly database: Database
  readonly notices: Notices
  readonly vault: Vault
  readonly audit: AuditTrail
  readonly catalog: Catalog
  readonly instances: Instances
  readonly vendorCalls: VendorCalls
  /** Has these instances ask their vendor now, no more often than is good. */
  readonly nudge: (instanceIds: readonly number[]) => void
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Log
  /** Without a slash at the end. */
  readonly publicUrl: () => string
}

export async function createReceiving(parts: ReceivingParts): Promise<Receiving> {
  const { database, notices, catalog, instances, clock, log } = parts
  const counts = newCounts()
  const targets = createTargets(parts)
  await notices.subscribe(targetsChannel, (key) => targets.forget(key))
  const addresses = createAddresses(parts)
  await notices.subscribe(addressesChannel, (what) => {
    if (what === addressRotated) addresses.forget()
  })
  notices.onReconnect(() => addresses.forget())
  const group = createGroupCommit({
    commit: (batch) => database.transaction((trx) => addEvents(trx, batch)),
    isBadValue,
    log,
  })
  const proofOfLife = createProofOfLife({ database, clock, log })
  const quarantine = await createQuarantine({
    database,
    notices,
    log,
    judge: (webhook, receivedAt) => judgeAgain({ catalog, targets }, webhook, receivedAt),
    released: (count) => (counts.released += count),
  })
  const registration = await createRegistration({ ...parts, addresses })
  instances.onSettled((trx, record) => keepInStep({ addresses, targets, quarantine }, trx, record))
  instances.onForget((what) => {
    // The app of an organization has another secret, perhaps.
    if (what === 'all') quarantine.judgeAll()
  })
  proofOfLife.start()
  const room = { ...parts, addresses, targets, group, quarantine, proofOfLife, counts }
  return {
    receive: (request) => receiveWebhook(room, request),
    receivePoll: (caller, poll) => receivePoll(room, caller, poll),
    webhookOf: (caller, id) => readWebhookView(room, caller, id),
    rotateAddress: (caller, id, overlapHours) => rotateAddress(room, caller, id, overlapHours),
    counts: () => ({ ...counts, cut_lookups: instances.webhookReceivers.cutLookUps() }),
    flush: () => proofOfLife.flush(),
    startWorkers() {
      quarantine.start()
      registration.start()
    },
    async close() {
      await group.close()
      await Promise.all([registration.close(), quarantine.close(), proofOfLife.close()])
    },
  }
}
