/**
 * Instances with their credentials opened, kept in memory so that a warm hub call asks the database nothing. An entry
 * lives for at most 60 s, or so long again when the database says that nothing of it has changed, and is dropped as soon
 * as anybody changes the instance; the notices that tell so may get lost, the 60 s may not.
 */
import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Connector } from '../catalog/connector.ts'
import type { AccountResources } from '../catalog/account-resources.ts'
import type { Clock } from '../core/clock.ts'
import { PlatformError, toError } from '../core/errors.ts'
import type { VendorConnection } from '../vendor-calls/connection.ts'
import { budgetKeyOf, expiryOf, refreshTokenKey, tokenKey } from './shared-tokens.ts'
import type { CachingInForce } from './caching-in-force.ts'
import { writeConfiguration } from './configuration-store.ts'
import { cachingOf, vendorAccountOf } from './instance-caching.ts'
import { lean, readRecord, readRecords, type InstanceRecord } from './instance-record.ts'
import {
  announce,
  findOrganizationOf,
  findOwnerOfToken,
  lockInstance,
  versionsOf,
} from './instance-store.ts'
import { endUnlessNewer, type RefusedParts } from './refused-credentials.ts'
import type { Refresher } from './oauth/refresh.ts'
import type { VendorApp } from './oauth/oauth-client.ts'
import type { InstanceLife, OpenInstance } from './open-instance.ts'
import { withApp } from './prove-connection.ts'

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

export interface OpenInstancesParts extends RefusedParts {
  clock: Clock
  refresher: Refresher
  appOf: (record: InstanceRecord) => Promise<VendorApp | undefined>
  cachingInForce: Pick<CachingInForce, 'lookUp'>
  /** The connector as the account sees it. */
  connectorFor: AccountResources['connectorFor']
}

type KeptInstance = OpenInstance & { readonly life: InstanceLife }

/** The connector as each account sees it, read once for all instances of one reading. */
type SharedConnectors = Map<string, Promise<Connector>>

/** Whose opened form is not good any more: one instance, all of an account, or all there are. */
export type Forgotten = { readonly id: number } | { readonly accountId: number } | 'all'

export class OpenInstances {
  readonly #parts: OpenInstancesParts
  readonly #byId = new LRUCache<number, KeptInstance>({ max: mostInstances, dispose: endLife })
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
    const known = this.#byId.get(id)
    if (known !== undefined && known.life.until > this.#parts.clock.now()) return known
    const loading = this.#loading.get(id)
    if (loading !== undefined) return loading
    const started = this.#load(id, organizationId).finally(() => {
      if (this.#loading.get(id) === started) this.#loading.delete(id)
    })
    this.#loading.set(id, started)
    return started
  }

  /** True while this very object is what a reader would be given: nobody changed the instance, and it is not too old. */
  isCurrent({ life }: OpenInstance): boolean {
    if (life === undefined || life.until <= this.#parts.clock.now()) return false
    life.isUsed = true
    return true
  }

  /**
   * Renews what was used and will soon be too old, and lets go of what is: opened credentials do not outlive their minute
   * unasked. With thousands of instances in use every moment ends some one's minute; read one by one at the next call,
   * they would cost as much as the calls. Throws what the database throws.
   */
  async readAhead(): Promise<void> {
    const now = this.#parts.clock.now()
    const due = new Map<number, number[]>()
    for (const [id, { organizationId, life }] of this.#byId.entries()) {
      if (life.until <= now) this.#byId.delete(id)
      if (!life.isUsed || life.until > now + aheadMs) continue
      const ids = due.get(organizationId)
      if (ids === undefined) due.set(organizationId, [id])
      else ids.push(id)
    }
    for (const [organizationId, ids] of due) {
      for (let first = 0; first < ids.length; first += mostTogether) {
        await this.#renewTogether(organizationId, ids.slice(first, first + mostTogether))
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
    for (const [id, instance] of this.#byId.entries()) {
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

  /** What nobody changed lives on as it is, which costs a fifth of opening it; the others are opened anew. */
  async #renewTogether(organizationId: number, ids: readonly number[]): Promise<void> {
    const before = this.#changes
    const until = this.#parts.clock.now() + lifeMs
    const versions = await versionsOf(this.#parts.database.db, organizationId, ids)
    const connectors: SharedConnectors = new Map()
    const changed: number[] = []
    for (const [id, version] of versions) {
      const known = this.#byId.get(id)
      const isSame =
        known?.life.version === version &&
        known.connector === (await this.#connectorOf(known, connectors))
      if (!isSame) {
        changed.push(id)
        continue
      }
      await this.#parts.cachingInForce.lookUp(organizationId, known.connector.key)
      if (before !== this.#changes) return
      Object.assign(known.life, { until, isUsed: false })
    }
    if (changed.length > 0) await this.#loadTogether(organizationId, changed, connectors)
  }

  async #loadTogether(
    organizationId: number,
    ids: readonly number[],
    connectors: SharedConnectors,
  ): Promise<void> {
    const before = this.#changes
    const until = this.#parts.clock.now() + lifeMs
    const filter = { ids, limit: ids.length }
    for (const record of await readRecords(this.#parts, organizationId, filter, true)) {
      // A connector that left the catalog is told to whoever calls.
      if (record.connector === undefined) continue
      const instance = await this.#opened(lean(record), connectors)
      if (before !== this.#changes) return
      this.#keep(instance, until)
    }
  }

  #keep(instance: KeptInstance, until: number): void {
    Object.assign(instance.life, { until, isUsed: false })
    this.#byId.set(instance.id, instance)
  }

  async #opened(record: InstanceRecord, shared: SharedConnectors = new Map()) {
    const { row, connector } = record
    await this.#parts.cachingInForce.lookUp(row.organization_id, row.connector_key)
    if (connector === undefined) return this.#open(record)
    const owner = { organizationId: row.organization_id, accountId: row.account_id, connector }
    return this.#open({ ...record, connector: await this.#connectorOf(owner, shared) })
  }

  /** With the resources that the account added to the connector. */
  #connectorOf(
    {
      organizationId,
      accountId,
      connector,
    }: Pick<OpenInstance, 'organizationId' | 'accountId' | 'connector'>,
    shared: SharedConnectors,
  ): Promise<Connector> {
    const key = `${accountId} ${connector.key}`
    let extended = shared.get(key)
    if (extended === undefined) {
      const plain = this.#parts.catalog.get(connector.key) ?? connector
      extended = this.#parts.connectorFor({ organizationId, accountId }, plain)
      shared.set(key, extended)
    }
    return extended
  }

  async #open(record: InstanceRecord): Promise<KeptInstance> {
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
    const instance: KeptInstance = {
      life: { until: 0, isUsed: false, version: row.version },
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
      const ended = await endUnlessNewer(this.#parts, record, reason)
      this.forget(id)
      return ended ? undefined : this.byId(id, organizationId)
    }
    const outcome = await this.#parts.refresher.renew(organizationId, id, values[tokenKey])
    this.forget(id)
    return outcome === 'renewed' ? this.byId(id, organizationId) : undefined
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

/** Whoever still holds it must ask again. */
function endLife({ life }: KeptInstance): void {
  life.until = 0
}

/** What a person is told whose call met a connection that is over. */
export const reauthSentence =
  'The vendor no longer accepts the credentials of this instance. Authenticate it again: PUT /instances/{id} with a new providerData.code'

/** Ends on time without a notice, and whatever the difference between our clock and that of the database is. */
function tracedUntil({ row }: InstanceRecord, now: number): number {
  const left = row.trace_ms_left ?? 0
  return left > 0 ? now + left : 0
}
