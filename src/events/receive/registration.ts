/**
 * Registers an instance's address at its vendor (`onProvisionWebhook`) and takes it back (`onDeleteWebhook`), for
 * connectors that have resources for it. What is wanted stands in the database with the change of the instance; workers
 * do it, and try again with growing pauses, while the instance shows its webhook source as broken and why.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Catalog } from '../../catalog/catalog.ts'
import type { Connector } from '../../catalog/connector.ts'
import type { Clock } from '../../core/clock.ts'
import { PlatformError, toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Instances } from '../../instances/instances.ts'
import { createWorkLoop } from '../../jobs/work-loop.ts'
import type { Database } from '../../storage/database.ts'
import type { Notices } from '../../storage/notices.ts'
import type { VendorConnection } from '../../vendor-calls/connection.ts'
import type { VendorCalls } from '../../vendor-calls/vendor-calls.ts'
import { breakWebhookSource, mendWebhookSource } from '../sources/webhook-source-store.ts'
import type { Addresses, SealedAddress } from './addresses.ts'
import {
  addressesChannel,
  claimAddress,
  endAddress,
  finishAddress,
  forgetRegistered,
  postponeAddress,
  readEnded,
  type ClaimedAddress,
  type EndedAddress,
} from './webhook-addresses-store.ts'

export interface RegistrationParts {
  readonly database: Database
  readonly notices: Pick<Notices, 'subscribe'>
  readonly instances: Pick<Instances, 'connectionOf' | 'onRemoving'>
  readonly vendorCalls: Pick<VendorCalls, 'runLifecycle'>
  readonly catalog: Pick<Catalog, 'list'>
  readonly addresses: Addresses
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Log
}

export interface Registration {
  start(): void
  close(): Promise<void>
}

/** Slow vendors must not hold the others up. */
const atOnce = 4
const patienceMs = 30_000
/** Longer than a vendor may take. */
const leaseS = 60
/** A webhook that cannot be taken back is left after so many tries: its address leads nowhere. */
const triesToDelete = 8
const firstPauseS = 10
/** While an instance that is to be deleted waits for a worker. */
const lookAgainMs = 50
const timeToTakeBackMs = 5000
const longestPauseS = 6 * 3600

/** Seconds until the next try after so many. */
export function pauseAfter(tries: number, random: number): number {
  const pause = Math.min(longestPauseS, firstPauseS * 3 ** Math.min(20, tries - 1))
  return pause * (0.8 + 0.4 * random)
}

export async function createRegistration(parts: RegistrationParts): Promise<Registration> {
  const { database, instances, log } = parts
  const loops = Array.from({ length: atOnce }, () =>
    createWorkLoop({
      failure: 'the registration of webhooks failed',
      work: () => workOnOne(parts),
      log,
    }),
  )
  await parts.notices.subscribe(addressesChannel, () => {
    for (const loop of loops) loop.wake()
  })
  instances.onRemoving(async (id, deadline) => {
    const connection = await instances.connectionOf(id)
    if (connection.connector.lifecycleResources('onDeleteWebhook').length === 0) return
    const { organizationId } = connection
    await endAddress(database.db, organizationId, id)
    const row = await whenLeft(parts, organizationId, id, deadline - timeToTakeBackMs)
    if (row === undefined || row.registered_hash === null) return
    await takeBack(parts, connection, row, deadline)
    // Should it not be deleted after all, it is registered again.
    await forgetRegistered(database.db, organizationId, id)
  })
  return {
    start() {
      // Without such connectors nothing is ever due, and nobody need look.
      if (!parts.catalog.list().some(registersItself)) return
      for (const loop of loops) loop.start()
    },
    async close() {
      await Promise.all(loops.map((loop) => loop.close()))
    },
  }
}

/** The address when no worker is at its vendor any more, who might register it after all; or as it is at the deadline. */
async function whenLeft(
  { database, clock }: RegistrationParts,
  organizationId: number,
  instanceId: number,
  deadline: number,
): Promise<EndedAddress | undefined> {
  for (;;) {
    const row = await readEnded(database.db, organizationId, instanceId)
    if (row?.isWorkedOn !== true || clock.now() + lookAgainMs >= deadline) return row
    await delay(lookAgainMs)
  }
}

async function workOnOne(parts: RegistrationParts): Promise<boolean> {
  const claimed = await claimAddress(parts.database.db, leaseS)
  if (claimed === undefined) return false
  try {
    const connection = await parts.instances.connectionOf(claimed.instance_id)
    const deadline = parts.clock.now() + patienceMs
    const { registered_hash: registered, token_hash: token, wanted, tries } = claimed
    // First what the vendor has: many have one webhook for an account, and know it by the id of the one made last.
    if (!wanted || (registered !== null && !registered.equals(token))) {
      await takeBack(parts, connection, claimed, deadline).catch((error: unknown) => {
        if (!wanted || tries < triesToDelete) throw error
      })
    }
    if (wanted) {
      const url = parts.addresses.urlOf(connection.connector.key, claimed)
      await runAtVendor(parts, connection, 'onProvisionWebhook', url, deadline)
    }
  } catch (error) {
    await failed(parts, claimed, toError(error))
    return true
  }
  await finish(parts, claimed)
  return true
}

export function registersItself(connector: Connector): boolean {
  return connector.lifecycleResources('onProvisionWebhook').length > 0
}

function finish({ database }: RegistrationParts, claimed: ClaimedAddress): Promise<void> {
  return database.transaction(async (trx) => {
    const isLast = await finishAddress(trx, claimed)
    if (isLast && claimed.wanted) await mendWebhookSource(trx, ownerOf(claimed))
  })
}

async function failed(
  parts: RegistrationParts,
  claimed: ClaimedAddress,
  error: Error,
): Promise<void> {
  const { instance_id: instanceId, wanted, tries } = claimed
  parts.log.warn({ err: error, instanceId, wanted, tries }, 'a webhook was not registered')
  if (!wanted && tries >= triesToDelete) return finish(parts, claimed)
  const pauseS = pauseAfter(tries, parts.random())
  await parts.database.transaction(async (trx) => {
    const isLast = await postponeAddress(trx, claimed, pauseS)
    if (isLast && wanted) await breakWebhookSource(trx, ownerOf(claimed), reasonOf(error))
  })
}

function ownerOf({ organization_id: organizationId, instance_id: instanceId }: ClaimedAddress) {
  return { organizationId, instanceId }
}

/** For the owner of the instance: the vendor's words are theirs to know, ours of an unforeseen fault are not. */
function reasonOf(error: Error): string {
  if (!(error instanceof PlatformError)) return 'The webhook could not be registered'
  const said = error.providerMessage === undefined ? '' : ` (${error.providerMessage})`
  return `The webhook could not be registered: ${error.message}${said}`.slice(0, 1000)
}

async function takeBack(
  parts: RegistrationParts,
  connection: VendorConnection,
  row: SealedAddress,
  deadline: number,
): Promise<void> {
  const url = parts.addresses.registeredUrlOf(connection.connector.key, row)
  try {
    await runAtVendor(parts, connection, 'onDeleteWebhook', url, deadline)
  } catch (error) {
    const isGone = error instanceof PlatformError && error.code === 'vendor_not_found'
    if (!isGone) throw error
  }
}

async function runAtVendor(
  { vendorCalls }: RegistrationParts,
  connection: VendorConnection,
  type: 'onProvisionWebhook' | 'onDeleteWebhook',
  url: string,
  deadline: number,
): Promise<void> {
  await vendorCalls.runLifecycle(withUrl(connection, url), type, { deadline })
}

/** The old platform's token for the address, in parameters, bodies and hooks. */
function withUrl(connection: VendorConnection, url: string): VendorConnection {
  return {
    ...connection,
    configuration: { ...connection.configuration, webhookCallbackUrl: url },
    async credentialsRefused(reason) {
      const newer = await connection.credentialsRefused?.(reason)
      return newer === undefined ? undefined : withUrl(newer, url)
    },
    renewIfDue: () => connection.renewIfDue?.()?.then((newer) => withUrl(newer, url)),
  }
}
