/**
 * The door of the room: one customer's connection through a connector, from the first consent to its deletion, and its
 * credentials in between.
 */
import type { AuditEntry, AuditTrail } from '../accounts/audit-trail.ts'
import type { Caller } from '../accounts/caller.ts'
import type { AccountResources } from '../catalog/account-resources.ts'
import type { Clock } from '../core/clock.ts'
import { PlatformError, toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Sender } from '../net/sender.ts'
import type { Database } from '../storage/database.ts'
import type { Notices } from '../storage/notices.ts'
import type { Vault } from '../vault/seal.ts'
import type { Traces } from '../traces/traces.ts'
import type { VendorCalls } from '../vendor-calls/vendor-calls.ts'
import { instanceEvent } from './instance-event.ts'
import { appInForce } from './app-in-force.ts'
import { changeFromRequest } from './change-instance.ts'
import { createCachingInForce, type CachingInForce } from './caching-in-force.ts'
import type { ConnectorSource } from './connector-source.ts'
import { createConnectSessions, type ConnectSessions } from './connect/connect-sessions.ts'
import { createConnectMaintenance, type ConnectMaintenance } from './connect/maintenance.ts'
import { createInstance } from './create-instance.ts'
import { createCredentials } from './credentials.ts'
import {
  countAll,
  getRecord,
  getRecordWithRows,
  noInstance,
  scopeOf,
  searchInstances,
  type InstanceCounts,
  type InstancePage,
  type InstanceQuery,
} from './find-instances.ts'
import type { InstanceRecord } from './instance-record.ts'
import { readInstanceRequest } from './instance-request.ts'
import { countCreatedInstances, instancesChannel, type InstanceOwner } from './instance-store.ts'
import {
  configurationView,
  instanceView,
  type ConfigurationView,
  type InstanceView,
} from './instance-view.ts'
import { connectorSetup, type ConnectorSetup } from './connector-setup.ts'
import { beginConsent, type BegunConsent, type ConsentRequest } from './oauth/begin-consent.ts'
import { listQuotas, readQuota, type QuotaPage, type QuotaView } from './instance-quotas.ts'
import { createCodeExchange } from './oauth/exchange.ts'
import { createRefresher } from './oauth/refresh.ts'
import { createOAuthFlows, type OAuthFlows } from './oauth/flows.ts'
import { createOAuthStates } from './oauth/states.ts'
import { createTokenEndpoint } from './oauth/token-endpoint.ts'
import type { OpenInstance } from './open-instance.ts'
import { OpenInstances, type Forgotten } from './open-instances.ts'
import { createReadAhead, type ReadAhead } from './read-ahead.ts'
import { entryView, readPropertyValue } from './configuration-entry.ts'
import { removeInstance } from './remove-instance.ts'
import { removeInstancesOf } from './remove-instances-of.ts'
import { createRemoving, type Removing, type RemovingListener } from './removing.ts'
import type { InstanceRoom } from './room.ts'
import { createSettled, type Settled, type SettledListener } from './settled.ts'
import { setEnabled, setTraceLogging } from './switches.ts'
import { createVendorApps, type VendorApps } from './vendor-apps.ts'
import { createWaiter } from './waiter.ts'
import { createWebhookReceivers, type WebhookReceivers } from './webhook-receivers.ts'

export interface InstancesParts {
  database: Database
  notices: Notices
  vault: Vault
  catalog: ConnectorSource
  accountResources: Pick<AccountResources, 'connectorFor' | 'onChange'>
  vendorCalls: Pick<VendorCalls, 'runLifecycle'>
  sender: Sender
  audit: AuditTrail
  traces: Pick<Traces, 'learn'>
  clock: Clock
  log: Log
  /** By what callers reach us, without a slash at the end. */
  publicUrl: () => string
  /** In [0, 1); for the jitter of repeated refreshes. */
  random?: () => number
}

export interface Instances {
  /** Makes an instance of a posted body. `keyOrId` is the connector of the route, when it names one. */
  create(caller: Caller, body: unknown, keyOrId?: string): Promise<InstanceView>
  /** `token: false` masks the token. */
  get(
    caller: Caller,
    id: number,
    options?: { keyOrId?: string; token?: boolean | undefined },
  ): Promise<InstanceView>
  /** Throws nothing_found when no instance fits. */
  search(caller: Caller, query: InstanceQuery): Promise<InstancePage>
  /** Throws nothing_found for somebody else's account, as `search` does. */
  count(caller: Caller, accountId?: number): Promise<InstanceCounts>
  /** How many of those that exist were made between two moments, both included. */
  countCreated(caller: Caller, from: Date, to: Date): Promise<number>
  /** PUT and PATCH: what is absent stays, a new code authenticates again; id and token are kept. */
  change(caller: Caller, id: number, body: unknown, keyOrId?: string): Promise<InstanceView>
  remove(caller: Caller, id: number, keyOrId?: string): Promise<void>
  /** What the vendor allows an instance, and what was used of it. Throws not_found. */
  quota(caller: Caller, id: number): Promise<QuotaView>
  /** The same of many. Throws nothing_found when no instance fits. */
  quotas(
    caller: Caller,
    query: Pick<InstanceQuery, 'accountId' | 'pageSize' | 'nextPage'>,
  ): Promise<QuotaPage>
  /** Deletes all instances of a user or an account that goes. */
  removeAllOf(organizationId: number, owner: InstanceOwner): Promise<void>
  setEnabled(caller: Caller, id: number, enabled: boolean): Promise<InstanceView>
  /** Has all its calls traced for so many minutes from now, by the time of the database; undefined ends it. */
  setTraceLogging(caller: Caller, id: number, minutes: number | undefined): Promise<InstanceView>
  configuration(caller: Caller, id: number): Promise<ConfigurationView[]>
  configurationEntry(caller: Caller, id: number, configId: number): Promise<ConfigurationView>
  /** Changes one entry from `{propertyValue}`. */
  changeConfigurationEntry(
    caller: Caller,
    id: number,
    configId: number,
    body: unknown,
  ): Promise<ConfigurationView>
  /**
   * The instance of an Element token, opened; undefined when there is none. Disabled instances and those that need
   * re-authentication are opened too: whoever calls the vendor must look at `disabled` and `state`.
   */
  openByToken(token: string): Promise<OpenInstance | undefined>
  /** Whether an opened instance may still be used, or must be opened again because it changed or grew old. */
  isCurrent(instance: OpenInstance): boolean
  /** Tells, after each change that this or another node made, whose opened form must not be used any more. */
  onForget(listener: (what: Forgotten) => void): void
  /**
   * Calls `listener` within the transaction of every change of an instance (made, configured, enabled, disabled), with
   * what it is now. A throw refuses the change; it must do nothing but database work, as it may run again.
   */
  onSettled(listener: SettledListener): void
  /** Calls those listeners for an instance that did not change. Does nothing when it is gone. */
  settle(organizationId: number, id: number): Promise<void>
  /** Calls `listener` before an instance is deleted, unless there is no time left to ask vendors. */
  onRemoving(listener: RemovingListener): void
  /** The same for an instance whose credentials turned out to be dead, so that it must be authenticated again. */
  onReauthRequired(listener: SettledListener): void
  /** Whether any instance of the same organization and connector remembers answers; no promise when it is known. */
  isCachingOn(instance: OpenInstance): boolean | Promise<boolean>
  /** Whether any instance of the same organization and connector has events; no promise when it is known. */
  areEventsOn(instance: OpenInstance): boolean | Promise<boolean>
  /** The instance of an id, opened, for work on behalf of the platform. Throws not_found. */
  connectionOf(id: number): Promise<OpenInstance>
  /** The connector of an instance with what its account added, and how the instance is authenticated. Throws not_found. */
  connectorOf(
    caller: Caller,
    id: number,
  ): Promise<Pick<OpenInstance, 'connector' | 'authenticationType'>>
  /** Throws not_found for an instance that the caller has not. */
  checkOwned(caller: Caller, id: number): Promise<void>
  /** What to know before connecting through a connector. Throws not_found. */
  setup(caller: Caller, keyOrId: string): Promise<ConnectorSetup>
  /** A consent whose code goes to the page that began; see `oauth/begin-consent.ts`. */
  beginConsent(caller: Caller, keyOrId: string, request: ConsentRequest): Promise<BegunConsent>
  readonly webhookReceivers: WebhookReceivers
  readonly vendorApps: VendorApps
  readonly oauth: OAuthFlows
  readonly connect: ConnectSessions
  readonly connectMaintenance: ConnectMaintenance
  readonly readAhead: ReadAhead
}

/** Subscribes to changes made by other nodes and opens the room. */
export async function createInstances(parts: InstancesParts): Promise<Instances> {
  const room = await openRoom(parts)
  const oauth = createOAuthFlows({
    database: parts.database,
    vendorApps: room.vendorApps,
    states: room.states,
    catalog: parts.catalog,
    publicUrl: parts.publicUrl,
  })

  async function owned(caller: Caller, id: number, keyOrId?: string): Promise<InstanceRecord> {
    const record = await getRecord(room, scopeOf(caller), id)
    const ofElement = keyOrId === undefined ? undefined : parts.catalog.get(keyOrId)
    if (keyOrId !== undefined && ofElement?.id !== record.row.connector_id) throw noInstance(id)
    return record
  }
  /** Views hold the token unless asked not to. Programs know it; a person who logged in is shown it, and that is reported. */
  async function reportTokens(caller: Caller, event: AuditEntry): Promise<void> {
    if (caller.via === 'session') await parts.audit.record(parts.database.db, event)
  }
  const view = async (caller: Caller, id: number) =>
    instanceView(await getRecord(room, scopeOf(caller), id), room.credentials)

  return {
    webhookReceivers: createWebhookReceivers(room),
    vendorApps: room.vendorApps,
    oauth,
    connect: createConnectSessions({ ...room, vault: parts.vault }),
    connectMaintenance: createConnectMaintenance(parts),
    readAhead: createReadAhead(() => room.opened.readAhead(), parts.log),
    setup: (caller, keyOrId) => connectorSetup(room, caller, keyOrId),
    beginConsent: (caller, keyOrId, request) => beginConsent(room, oauth, caller, keyOrId, request),
    create: (caller, body, keyOrId) => createInstance(room, caller, body, keyOrId),
    async get(caller, id, { keyOrId, token = true } = {}) {
      const record = await owned(caller, id, keyOrId)
      if (token) await reportTokens(caller, instanceEvent(record.row, 'instance-token.read'))
      return instanceView(record, room.credentials, { token })
    },
    async search(caller, query) {
      const page = await searchInstances(room, caller, query)
      if (query.token === false) return page
      const { organizationId } = caller
      const action = 'instance-tokens.read'
      await reportTokens(caller, { organizationId, area: 'element-instances', action })
      return page
    },
    count: (caller, accountId) => countAll(room, caller, accountId),
    countCreated(caller, from, to) {
      const { organizationId, accountId } = scopeOf(caller)
      return countCreatedInstances(parts.database.db, organizationId, accountId, from, to)
    },
    async change(caller, id, body, keyOrId) {
      await owned(caller, id, keyOrId)
      await changeFromRequest(room, scopeOf(caller), id, readInstanceRequest(body))
      return view(caller, id)
    },
    async remove(caller, id, keyOrId) {
      await owned(caller, id, keyOrId)
      await removeInstance(room, scopeOf(caller), id)
    },
    quota: (caller, id) => readQuota(room, caller, id),
    quotas: (caller, query) => listQuotas(room, caller, query),
    removeAllOf: (organizationId, owner) => removeInstancesOf(room, organizationId, owner),
    async setEnabled(caller, id, enabled) {
      await setEnabled(room, (await owned(caller, id)).row, enabled)
      return view(caller, id)
    },
    async setTraceLogging(caller, id, minutes) {
      await setTraceLogging(room, (await owned(caller, id)).row, minutes)
      return view(caller, id)
    },
    async configuration(caller, id) {
      const record = await getRecordWithRows(room, scopeOf(caller), id)
      return record.rows.map((row) => configurationView(record, row))
    },
    configurationEntry: (caller, id, configId) => entryView(room, caller, id, configId),
    async changeConfigurationEntry(caller, id, configId, body) {
      const { key } = await entryView(room, caller, id, configId)
      const value = readPropertyValue(body)
      const request = readInstanceRequest({ configuration: { [key]: value } })
      await changeFromRequest(room, scopeOf(caller), id, request)
      return entryView(room, caller, id, configId)
    },
    openByToken: (token) => room.opened.byToken(token),
    isCurrent: (instance) => room.opened.isCurrent(instance),
    onForget: (listener) => room.opened.onForget(listener),
    onSettled: (listener) => room.onSettled(listener),
    settle: (organizationId, id) => room.settle(organizationId, id),
    onRemoving: (listener) => room.onRemoving(listener),
    onReauthRequired: (listener) => room.onReauthRequired(listener),
    isCachingOn: ({ organizationId, connector }) =>
      room.cachingInForce.isOn(organizationId, connector.key),
    areEventsOn: ({ organizationId, connector }) =>
      room.cachingInForce.areEventsOn(organizationId, connector.key),
    async connectionOf(id) {
      const instance = await room.opened.byId(id)
      if (instance === undefined) throw noInstance(id)
      return instance
    },
    async checkOwned(caller, id) {
      await owned(caller, id)
    },
    async connectorOf(caller, id) {
      const { row, connector } = await owned(caller, id)
      if (connector === undefined) {
        throw new PlatformError(
          'unavailable',
          `The connector '${row.connector_key}' is not in the catalog of this server`,
        )
      }
      const owner = { organizationId: row.organization_id, accountId: row.account_id }
      return {
        connector: await parts.accountResources.connectorFor(owner, connector),
        authenticationType: row.authentication_type,
      }
    },
  }
}

async function openRoom(parts: InstancesParts) {
  const { database, notices, vault, catalog, clock, log, sender, publicUrl, vendorCalls } = parts
  const { audit, traces } = parts
  const credentials = createCredentials(vault)
  const vendorApps = createVendorApps({ database, vault, catalog, audit })
  const states = createOAuthStates({ database, vault, clock })
  const tokenEndpoint = createTokenEndpoint(sender)
  const exchange = createCodeExchange({ database, vault, states, tokenEndpoint })
  const waiter = createWaiter()
  const settled = createSettled({ database, catalog, credentials })
  const { ending } = settled
  const appOf = ({ row, connector, kept }: InstanceRecord) => {
    // A ready token belongs to no app that we know of.
    const hasApp = row.vendor_app_id !== null || row.external_authentication === 'none'
    return connector === undefined || !hasApp
      ? Promise.resolve(undefined)
      : appInForce(vendorApps, row.organization_id, connector, row.authentication_type, kept)
  }
  const refresher = createRefresher({
    database,
    catalog,
    credentials,
    tokenEndpoint,
    audit,
    clock,
    log,
    random: parts.random ?? Math.random,
    wait: (id, delayMs) => waiter.wait(id, delayMs),
    appOf,
    ending,
    async afterRefresh(_organizationId, id) {
      opened.forget(id)
      const instance = await opened.byId(id)
      if (instance === undefined || instance.connector.lifecycleResources('onRefresh').length === 0)
        return
      try {
        await vendorCalls.runLifecycle(instance, 'onRefresh')
      } catch (error) {
        log.warn({ err: toError(error), instanceId: id }, 'what follows a refresh failed')
      }
    },
  })
  const { connectorFor } = parts.accountResources
  const cachingInForce = await createCachingInForce(parts)
  const opened = new OpenInstances({
    database,
    catalog,
    credentials,
    audit,
    clock,
    log,
    refresher,
    appOf,
    ending,
    cachingInForce,
    connectorFor,
  })
  parts.accountResources.onChange((accountId) => opened.forgetAccount(accountId))
  await notices.subscribe(instancesChannel, (payload) => {
    const id = Number(payload)
    if (!Number.isSafeInteger(id)) return opened.forgetAll()
    opened.forget(id)
    waiter.wake(id)
  })
  notices.onReconnect(() => opened.forgetAll())
  const room: InstanceRoom &
    Settled &
    Removing & { states: typeof states; cachingInForce: CachingInForce } = {
    ...settled,
    ...createRemoving(log),
    database,
    catalog,
    credentials,
    vendorApps,
    vendorCalls,
    sender,
    tokenEndpoint,
    exchange,
    opened,
    audit,
    traces,
    clock,
    log,
    publicUrl,
    appOf,
    states,
    cachingInForce,
  }
  return room
}
