/**
 * Instances with their credentials opened, kept in memory so that a warm hub call asks the database nothing. An entry
 * lives for at most 60 s and is dropped as soon as anybody changes the instance; the notices that tell so may get
 * lost, the 60 s may not.
 */
import type { AuditTrail } from '../accounts/audit-trail.ts'
import { instanceEvent } from './instance-event.ts'
import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Connector } from '../catalog/connector.ts'
import type { AccountResources } from '../catalog/account-resources.ts'
import type { Clock } from '../core/clock.ts'
import { PlatformError, toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { VendorConnection } from '../vendor-calls/connection.ts'
import {
  budgetKeyOf,
  endTokens,
  expiryOf,
  lockAll,
  refreshTokenKey,
  tokenKey,
} from './shared-tokens.ts'
import type { CachingInForce } from './caching-in-force.ts'
import { configurationOf, writeConfiguration } from './configuration-store.ts'
import { cachingOf, vendorAccountOf } from './instance-caching.ts'
import {
  lean,
  readRecord,
  readRecords,
  type InstanceRecord,
  type RecordParts,
} from './instance-record.ts'
import {
  announce,
  changeInstance,
  findOrganizationOf,
  findOwnerOfToken,
  lockInstance,
} from './instance-store.ts'
import type { Refresher } from './oauth/refresh.ts'
import type { VendorApp } from './oauth/oauth-client.ts'
import type { OpenInstance } from './open-instance.ts'
import { withApp } from './prove-connection.ts'
import type { Ending } from './settled.ts'
import { secretsOf } from './secret-keys.ts'

const lifeMs = 60_000
const mostInstances = 20_000
/** What was used is read again this long before its minute is over, in one go with the others. */
const aheadMs = 10_000
/** Instances of one such reading. */
const mostTogether = 200
/** Tokens are renewed this long before they run out. */
const renewEarlyMs = 60_000
/** After a failed renewal of a token that is still good. */
const quietAfterFailureMs = 5_000

export interface OpenInstancesParts extends RecordParts {
  audit: AuditTrail
  clock: Clock
  log: Log
  refresher: Refresher
  appOf: (record: InstanceRecord) => Promise<VendorApp | undefined>
  ending: Ending
  cachingInForce: Pick<CachingInForce, 'lookUp'>
  /** The connector as the account sees it. */
  connectorFor: AccountResources['connectorFor']
}

interface CacheEntry {
  instance: OpenInstance
  until: number
  /** Since it was opened. */
  isUsed: boolean
}

/** The connector as each account sees it, read once for all instances of one reading. */
type SharedConnectors = Map<string, Promise<Connector>>

/** Whose opened form is not good any more: one instance, all of an account, or all there are. */
export type Forgotten = { readonly id: number } | { readonly accountId: number } | 'all'

export class OpenInstances {
  readonly #parts: OpenInstancesParts
  /** Purged by a timer as well: opened credentials do not outlive their minute unasked. */
  readonly #byId = new LRUCache<number, CacheEntry>({
    max: mostInstances,
    ttl: lifeMs,
    ttlAutopurge: true,
  })
  readonly #ownerOfToken = new LRUCache<string, { organizationId: number; id: number }>({
    max: mostInstances,
  })
  readonly #loading = new Map<number, Promise<OpenInstance | undefined>>()
  /** Counts what was forgotten, so that a read that began before a change is not kept after it. */
  #changes = 0
  readonly #forgetListeners: ((what: Forgotten) => void)[] = []

  constructor(parts: OpenInstancesParts) {
    this.#parts = parts
  }

  /** The instance of a token; undefined when no instance has it (any more). */
  async byToken(token: string): Promise<OpenInstance | undefined> {
    const key = this.#keyOf(token)
    const known = this.#ownerOfToken.get(key)
    if (known !== undefined) return this.byId(known.id, known.organizationId)
    const { database, credentials } = this.#parts
    const owner = await findOwnerOfToken(database.db, credentials.tokenHash(token))
    if (owner === undefined) return undefined
    this.#ownerOfToken.set(key, owner)
    return this.byId(owner.id, owner.organizationId)
  }

  /** The instance of an id; undefined when it does not exist. */
  async byId(id: number, organizationId?: number): Promise<OpenInstance | undefined> {
    const entry = this.#byId.get(id)
    if (entry !== undefined && entry.until > this.#parts.clock.now()) return entry.instance
    const loading = this.#loading.get(id)
    if (loading !== undefined) return loading
    const started = this.#load(id, organizationId).finally(() => {
      if (this.#loading.get(id) === started) this.#loading.delete(id)
    })
    this.#loading.set(id, started)
    return started
  }

  /** True while this very object is what a reader would be given: nobody changed the instance, and it is not too old. */
  isCurrent(instance: OpenInstance): boolean {
    const entry = this.#byId.get(instance.id)
    if (entry?.instance !== instance || entry.until <= this.#parts.clock.now()) return false
    entry.isUsed = true
    return true
  }

  /**
   * Opens anew what was used and will soon be too old. With thousands of instances in use every moment ends some one's
   * minute; read one by one at the next call, they would cost as much as the calls. Throws what the database throws.
   */
  async readAhead(): Promise<void> {
    const soon = this.#parts.clock.now() + aheadMs
    const due = new Map<number, number[]>()
    for (const [id, { instance, until, isUsed }] of this.#byId.entries()) {
      if (!isUsed || until > soon) continue
      const ids = due.get(instance.organizationId)
      if (ids === undefined) due.set(instance.organizationId, [id])
      else ids.push(id)
    }
    for (const [organizationId, ids] of due) {
      for (let first = 0; first < ids.length; first += mostTogether) {
        await this.#loadTogether(organizationId, ids.slice(first, first + mostTogether))
      }
    }
  }

  /** Calls `listener` after each change that this node made or heard of. */
  onForget(listener: (what: Forgotten) => void): void {
    this.#forgetListeners.push(listener)
  }

  /** The instance changed or is gone. */
  forget(id: number): void {
    this.#change({ id })
    this.#byId.delete(id)
    // Who asks from now on must not be answered by a read that began before the change.
    this.#loading.delete(id)
  }

  /** What all instances of an account are opened with has changed. */
  forgetAccount(accountId: number): void {
    this.#change({ accountId })
    for (const [id, { instance }] of this.#byId.entries()) {
      if (instance.accountId === accountId) this.#byId.delete(id)
    }
    this.#loading.clear()
  }

  /** Changes may have been missed. */
  forgetAll(): void {
    this.#change('all')
    this.#byId.clear()
    this.#ownerOfToken.clear()
    this.#loading.clear()
  }

  #change(what: Forgotten): void {
    this.#changes += 1
    for (const listener of this.#forgetListeners) listener(what)
  }

  #keyOf(token: string): string {
    return hash('sha256', token, 'base64')
  }

  async #load(
    id: number,
    knownOrganization: number | undefined,
  ): Promise<OpenInstance | undefined> {
    const { database, clock } = this.#parts
    const before = this.#changes
    const organizationId = knownOrganization ?? (await findOrganizationOf(database.db, id))
    if (organizationId === undefined) return undefined
    const record = await readRecord(this.#parts, organizationId, id)
    if (record === undefined) return undefined
    const instance = await this.#opened(lean(record))
    if (before === this.#changes) this.#keep(instance, clock.now() + lifeMs)
    return instance
  }

  async #loadTogether(organizationId: number, ids: readonly number[]): Promise<void> {
    const before = this.#changes
    const until = this.#parts.clock.now() + lifeMs
    const filter = { ids, limit: ids.length }
    const connectors: SharedConnectors = new Map()
    for (const record of await readRecords(this.#parts, organizationId, filter, true)) {
      // A connector that left the catalog is told to whoever calls.
      if (record.connector === undefined) continue
      const instance = await this.#opened(lean(record), connectors)
      if (before !== this.#changes) return
      this.#keep(instance, until)
    }
  }

  #keep(instance: OpenInstance, until: number): void {
    this.#byId.set(instance.id, { instance, until, isUsed: false })
  }

  async #opened(record: InstanceRecord, shared?: SharedConnectors): Promise<OpenInstance> {
    const { row } = record
    await this.#parts.cachingInForce.lookUp(row.organization_id, row.connector_key)
    return this.#open(await this.#extended(record, shared))
  }

  /** With the resources that the account added to the connector. */
  async #extended(record: InstanceRecord, shared?: SharedConnectors): Promise<InstanceRecord> {
    const { row, connector } = record
    if (connector === undefined) return record
    const key = `${row.account_id} ${connector.key}`
    let extended = shared?.get(key)
    if (extended === undefined) {
      const owner = { organizationId: row.organization_id, accountId: row.account_id }
      extended = this.#parts.connectorFor(owner, connector)
      shared?.set(key, extended)
    }
    return { ...record, connector: await extended }
  }

  async #open(record: InstanceRecord): Promise<OpenInstance> {
    const { row, connector, values } = record
    if (connector === undefined) {
      throw new PlatformError(
        'unavailable',
        `The connector '${row.connector_key}' of this instance is not in the catalog of this server`,
      )
    }
    const app = await this.#parts.appOf(record)
    const renewIfDue = this.#renewal(record)
    const budgetKey = budgetKeyOf(record.row)
    const instance: OpenInstance = {
      id: row.id,
      accountId: row.account_id,
      organizationId: row.organization_id,
      name: row.name,
      tags: row.tags,
      disabled: row.disabled,
      state: row.state,
      stateReason: row.state_reason ?? undefined,
      tracedUntil: tracedUntil(record, this.#parts.clock.now()),
      filterNulls: values['filter.response.nulls'] !== 'false',
      connector,
      authenticationType: row.authentication_type,
      configuration: Object.freeze(withApp(values, app)),
      budgetKey,
      caching: cachingOf(row),
      vendorAccount: vendorAccountOf(record, budgetKey),
      revision: row.updated_at.getTime(),
      credentialsRefused: (reason) => this.#credentialsRefused(record, reason),
      saveConfiguration: (saved) => this.#saveConfiguration(record, saved),
      ...(renewIfDue === undefined ? {} : { renewIfDue }),
    }
    return Object.freeze(instance)
  }

  /** Undefined for tokens that cannot or need not be renewed; so the common call asks nothing. */
  #renewal(record: InstanceRecord): (() => Promise<VendorConnection> | undefined) | undefined {
    const { row, values } = record
    const expiresAt = expiryOf(values)
    if (expiresAt === undefined || values[refreshTokenKey] === undefined) return undefined
    const { clock, log } = this.#parts
    let quietUntil = 0
    return () => {
      const now = clock.now()
      if (now < expiresAt - renewEarlyMs || now < quietUntil) return undefined
      return this.#renewed(record).catch((error: unknown) => {
        const stillGood = clock.now() < expiresAt
        const passes = !(error instanceof PlatformError && error.code === 'reauth_required')
        if (!stillGood || !passes) throw error
        quietUntil = clock.now() + quietAfterFailureMs
        log.warn({ err: toError(error), instanceId: row.id }, 'a token could not be renewed early')
        return this.#reopened(row.id, row.organization_id)
      })
    }
  }

  async #renewed({ row, values }: InstanceRecord): Promise<VendorConnection> {
    const { id, organization_id: organizationId } = row
    const outcome = await this.#parts.refresher.renew(organizationId, id, values[tokenKey])
    this.forget(id)
    if (outcome === 'renewed') return this.#reopened(id, organizationId)
    throw new PlatformError('reauth_required', reauthSentence)
  }

  async #reopened(id: number, organizationId: number): Promise<OpenInstance> {
    const instance = await this.byId(id, organizationId)
    if (instance === undefined) throw new PlatformError('not_found', 'The instance was deleted')
    return instance
  }

  /**
   * The vendor said no. With a refresh token the tokens are renewed; without one the stored credentials are read again,
   * because somebody may have authenticated the instance anew, and are declared dead when they are still the same.
   */
  async #credentialsRefused(
    record: InstanceRecord,
    reason: string,
  ): Promise<VendorConnection | undefined> {
    const { row, values } = record
    const { id, organization_id: organizationId } = row
    if (values[refreshTokenKey] === undefined) {
      const ended = await this.#endUnlessNewer(record, reason)
      this.forget(id)
      return ended ? undefined : this.byId(id, organizationId)
    }
    const outcome = await this.#parts.refresher.renew(organizationId, id, values[tokenKey])
    this.forget(id)
    return outcome === 'renewed' ? this.byId(id, organizationId) : undefined
  }

  async #endUnlessNewer(record: InstanceRecord, reason: string): Promise<boolean> {
    const { database, credentials, audit, log, ending } = this.#parts
    const { row } = record
    const { id, organization_id: organizationId } = row
    const isOver = await database.transaction(async (trx) => {
      const ids = await lockAll(trx, organizationId, row)
      const rows = await configurationOf(trx, organizationId, [id])
      if (
        secretsOf(record, credentials.opened(organizationId, rows)) !==
        secretsOf(record, record.kept)
      ) {
        return false
      }
      const dead = { key: tokenKey, value: record.values[tokenKey] }
      const state = { state: 'reauth_required', state_reason: reason } as const
      await ending(trx, organizationId, ids, async () => {
        if (dead.value !== undefined)
          return endTokens(trx, credentials, organizationId, ids, dead, reason)
        await changeInstance(trx, organizationId, id, state)
        return [id]
      })
      await audit.record(trx, { ...instanceEvent(row, 'instance.revoked'), status: 401 })
      return true
    })
    if (isOver)
      log.info({ instanceId: id, reason }, 'the vendor refused the credentials of an instance')
    return isOver
  }

  async #saveConfiguration(
    { row, entries }: InstanceRecord,
    saved: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { database, credentials } = this.#parts
    const { id, organization_id: organizationId } = row
    const values = new Map(Object.entries(saved))
    if (values.size === 0) return
    await database.transaction(async (trx) => {
      if ((await lockInstance(trx, organizationId, id)) === undefined) return
      await writeConfiguration(
        trx,
        organizationId,
        id,
        credentials.sealed(organizationId, id, values, entries),
      )
      await announce(trx, id)
    })
    this.forget(id)
  }
}

/** What a person is told whose call met a connection that is over. */
export const reauthSentence =
  'The vendor no longer accepts the credentials of this instance. Authenticate it again: PUT /instances/{id} with a new providerData.code'

/** Ends on time without a notice, and whatever the difference between our clock and that of the database is. */
function tracedUntil({ row }: InstanceRecord, now: number): number {
  const left = row.trace_ms_left ?? 0
  return left > 0 ? now + left : 0
}
