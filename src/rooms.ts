/** Opens every room and introduces it to those it needs; with app.ts the only file that knows them all. */
import { join } from 'node:path'
import { createAccounts, type Accounts } from './accounts/accounts.ts'
import { createAdministration, type Administration } from './accounts/administration.ts'
import { createAccountResources, type AccountResources } from './catalog/account-resources.ts'
import { createAudit, type Audit } from './audit/audit.ts'
import { createUnreadableSecrets, type UnreadableSecrets } from './audit/unreadable-secrets.ts'
import { loadCatalog, type Catalog } from './catalog/catalog.ts'
import type { Config } from './config.ts'
import { systemClock, type Clock } from './core/clock.ts'
import type { Log } from './core/log.ts'
import { createAnswerCache, type AnswerCache } from './hub/answer-cache.ts'
import { createHub, type Hub } from './hub/hub.ts'
import { createOwnWrites } from './hub/own-writes.ts'
import { createUsageAnalyticsStore, type UsageAnalyticsStore } from './hub/usage-analytics-store.ts'
import { createUsageMaintenance } from './hub/usage-maintenance.ts'
import { createUsageRecorder, type UsageRecorder } from './hub/usage-recorder.ts'
import { createUsageStore, type UsageStore } from './hub/usage-store.ts'
import { createIdempotencyMaintenance } from './idempotency/idempotency-maintenance.ts'
import { createIdempotency, type Idempotency } from './idempotency/idempotency.ts'
import { createInstances, type Instances } from './instances/instances.ts'
import { openEvents, type EventRooms } from './open-events.ts'
import { createDayMaintenance } from './jobs/day-maintenance.ts'
import { parseAllowRule, type AllowRule } from './net/addresses.ts'
import { createSender } from './net/egress.ts'
import type { Sender } from './net/sender.ts'
import { createTraces, type Traces } from './traces/traces.ts'
import type { DatabaseConnection } from './storage/connection.ts'
import { openDatabase, type Database } from './storage/database.ts'
import { createNotices, type Notices } from './storage/notices.ts'
import { openLookupKey } from './vault/installation-store.ts'
import type { Vault } from './vault/seal.ts'
import { openVault } from './vault/vault.ts'
import { createBudgetStore, hearBlocks } from './vendor-calls/budget-store.ts'
import { createBudgets } from './vendor-calls/budget.ts'
import { createVendorCalls, type VendorCalls } from './vendor-calls/vendor-calls.ts'

export interface RoomParts {
  readonly config: Config
  /** A migrated database. */
  readonly connection: DatabaseConnection
  /** The first seals, all open. */
  readonly masterKeys: readonly Buffer[]
  readonly log: Log
  /** What callers reach us by; final after listening. */
  readonly publicUrl: () => string
  /** Where the simulated vendors run, if they do. */
  readonly sandboxUrl?: string | undefined
  readonly clock?: Clock | undefined
  /** A number in [0, 1). */
  readonly random?: (() => number) | undefined
  /** Longest a hub call may take, in milliseconds; the hub's own limit by default. */
  readonly callTimeoutMs?: number | undefined
  /** Folder that holds a folder for each built-in connector; that of this program by default. */
  readonly connectorsFolder?: string | undefined
}

/** What commands, routes and tests reach. */
export interface Rooms extends EventRooms {
  readonly clock: Clock
  readonly database: Database
  readonly notices: Notices
  readonly vault: Vault
  readonly sender: Sender
  readonly catalog: Catalog
  readonly accountResources: AccountResources
  readonly audit: Audit
  readonly unreadableSecrets: UnreadableSecrets
  readonly traces: Traces
  readonly accounts: Accounts
  readonly administration: Administration
  readonly vendorCalls: VendorCalls
  readonly instances: Instances
  readonly usage: UsageRecorder
  readonly usageStore: UsageStore
  readonly usageAnalytics: UsageAnalyticsStore
  readonly answers: AnswerCache
  readonly hub: Hub
  readonly idempotency: Idempotency
}

/** Told how to close each room as soon as it is open; they are closed in the opposite order. */
export type OnOpen = (close: () => void | Promise<void>) => void

export async function openRooms(parts: RoomParts, onOpen: OnOpen): Promise<Rooms> {
  const { config, log, sandboxUrl } = parts
  const clock = parts.clock ?? systemClock
  const machine = await openMachineRooms(parts, clock, onOpen)
  const { database, notices, vault, audit } = machine
  const catalog = await loadCatalog({
    connectorsFolder: parts.connectorsFolder ?? join(import.meta.dirname, 'connectors'),
    directory: config.connectorsDir,
    vendors: config.vendors,
    sandboxUrl,
    log,
  })
  const traces = createTraces({ database, vault, audit, clock, log })
  traces.start()
  onOpen(() => traces.close())
  const sender = traces.watch(machine.sender)
  const accountResources = await createAccountResources({
    database,
    notices,
    report: (trx, { organizationId, accountId }, entityId) => {
      const what = { area: 'elements', action: 'element.changed', entityId }
      return audit.record(trx, { organizationId, accountId, ...what })
    },
  })
  const accounts = createAccounts({ database, vault, clock, log, audit })
  const budgets = createBudgets({ store: createBudgetStore(database), clock, log })
  onOpen(() => budgets.close())
  await hearBlocks(notices, (key, waitMs) => budgets.blockedElsewhere(key, waitMs))
  const random = parts.random ?? Math.random
  const vendorCalls = createVendorCalls({ sender, budgets, clock, random, log })
  const instances = await createInstances({
    ...machine,
    sender,
    catalog,
    accountResources,
    vendorCalls,
    traces,
    clock,
    log,
    publicUrl: parts.publicUrl,
    random,
  })
  instances.connectMaintenance.start()
  onOpen(() => instances.connectMaintenance.close())
  instances.readAhead.start()
  onOpen(() => instances.readAhead.close())
  const administration = createAdministration({
    database,
    vault,
    clock,
    log,
    audit,
    instances,
    changed: (organizationId) => accounts.tellChanged(organizationId),
  })
  const { usage, usageStore } = await openUsage({ database, clock, log }, onOpen)
  const { callTimeoutMs } = parts
  const answers = await createAnswerCache({ database, notices, instances, clock, log })
  const ownWrites = createOwnWrites({ database, instances, log })
  const hub = createHub({
    vendorCalls,
    usage,
    answers,
    ownWrites,
    traces,
    clock,
    log,
    callTimeoutMs,
  })
  const usageAnalytics = createUsageAnalyticsStore(database)
  const events = await openEvents(
    {
      ...machine,
      config,
      sender,
      allow: allowRules(config, sandboxUrl),
      catalog,
      instances,
      vendorCalls,
      hub,
      answers,
      clock,
      random,
      log,
      publicUrl: parts.publicUrl,
    },
    onOpen,
  )
  const idempotency = createIdempotency({ database, vault })
  const keyMaintenance = createIdempotencyMaintenance({ database, log })
  keyMaintenance.start()
  onOpen(() => keyMaintenance.close())
  return {
    ...machine,
    ...events,
    clock,
    catalog,
    accountResources,
    traces,
    accounts,
    administration,
    vendorCalls,
    instances,
    usage,
    usageStore,
    usageAnalytics,
    answers,
    hub,
    idempotency,
  }
}

/** With the audit log, which the vault tells what does not open. */
async function openMachineRooms(parts: RoomParts, clock: Clock, onOpen: OnOpen) {
  const { config, log } = parts
  const database = await openDatabase(parts.connection, { log })
  onOpen(() => database.close())
  const notices = await createNotices(parts.connection, { log })
  onOpen(() => notices.close())
  const audit = createAudit({ database, clock, log })
  // Without this month's partition nothing could be written.
  await audit.maintain()
  audit.start()
  onOpen(() => audit.close())
  const days = createDayMaintenance({ database, clock, log })
  await days.run()
  days.start()
  onOpen(() => days.close())
  const unreadableSecrets = createUnreadableSecrets({ audit, database, clock, log })
  const vault = openVault({
    masterKeys: parts.masterKeys,
    lookupKey: await openLookupKey(database, parts.masterKeys),
    onOpenFailure: (error) => unreadableSecrets.report(error),
  })
  const sender = createSender({ allow: allowRules(config, parts.sandboxUrl) })
  onOpen(() => sender.close())
  return { database, notices, audit, unreadableSecrets, vault, sender }
}

async function openUsage(
  parts: { database: Database; clock: Clock; log: Log },
  onOpen: OnOpen,
): Promise<{ usage: UsageRecorder; usageStore: UsageStore }> {
  const usageStore = createUsageStore(parts.database)
  const maintenance = createUsageMaintenance({ ...parts, store: usageStore })
  // Without today's partition nothing could be written.
  await maintenance.run()
  maintenance.start()
  onOpen(() => maintenance.close())
  const usage = createUsageRecorder({ store: usageStore, log: parts.log })
  onOpen(() => usage.close())
  return { usage, usageStore }
}

/** What may be called besides public addresses; the sandbox listens on loopback, which nothing else may be called on. */
function allowRules(config: Config, sandboxUrl: string | undefined): AllowRule[] {
  if (sandboxUrl === undefined) return [...config.egressAllow]
  const { hostname, port } = new URL(sandboxUrl)
  return [...config.egressAllow, parseAllowRule(`${hostname}:${port}`)]
}
