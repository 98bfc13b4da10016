/** Changes of an instance: its name and tags, its configuration, its authentication. Id and token always stay. */
import { PlatformError } from '../core/errors.ts'
import { announceWish } from './caching-in-force.ts'
import { configurationOf, removeConfiguration, writeConfiguration } from './configuration-store.ts'
import { changedKeys, type KeptValues } from './configuration.ts'
import { connectorOf } from './connector-source.ts'
import { noInstance, type InstanceScope } from './find-instances.ts'
import { instanceEvent } from './instance-event.ts'
import { beforeOf, readRecord, type InstanceRecord } from './instance-record.ts'
import type { InstanceRequest } from './instance-request.ts'
import { changeInstance, lockInstance, type InstanceChange } from './instance-store.ts'
import { provision, type Provisioned } from './provision.ts'
import type { InstanceRoom } from './room.ts'
import { refuseOvertaken } from './secret-destinations.ts'
import { giveTokens, lockAll } from './shared-tokens.ts'

/**
 * Acts on PUT and PATCH alike: members that are absent stay as they are, a list of tags is replaced whole, configuration
 * keys are merged, and a new `providerData.code` authenticates the instance again.
 * @param settle what must be stored together with the change
 */
export async function changeFromRequest(
  room: InstanceRoom,
  scope: InstanceScope,
  id: number,
  request: InstanceRequest,
  settle?: (trx: Parameters<typeof writeConfiguration>[0], id: number) => Promise<void>,
): Promise<void> {
  const { organizationId, accountId } = scope
  const record = await readRecord(room, organizationId, id, accountId)
  if (record === undefined) throw noInstance(id)
  room.traces.learn({ connectorKey: record.row.connector_key, instanceId: id })
  refuseOtherElement(room, record, request)
  const provisioned = await provisionedAnew(room, record, request)
  const change: InstanceChange = {
    ...(request.name === undefined ? {} : { name: nameOf(request.name) }),
    ...(request.tags === undefined ? {} : { tags: [...request.tags] }),
    ...cachingColumns(request),
    ...(provisioned === undefined ? {} : provisionedColumns(provisioned)),
  }
  const changed = await room.database.transaction(async (trx) => {
    if (provisioned !== undefined) await lockAll(trx, organizationId, { ...record.row, ...change })
    if ((await lockInstance(trx, organizationId, id)) === undefined) throw noInstance(id)
    if (provisioned !== undefined) await refuseRace(room, trx, record, provisioned)
    await changeInstance(trx, organizationId, id, change)
    if (request.cachingEnabled === true)
      await announceWish(trx, organizationId, record.row.connector_key)
    await settle?.(trx, id)
    const action = provisioned?.proven === true ? 'instance.authenticated' : 'instance.changed'
    await room.audit.record(trx, instanceEvent(record.row, action))
    if (provisioned !== undefined) await writeChanged(room, trx, record, provisioned)
    await room.settled(trx, organizationId, id)
    if (provisioned === undefined) return [id]
    if (provisioned.tokens === undefined) return [id]
    const ids = await lockAll(trx, organizationId, { ...record.row, ...change })
    await giveTokens(
      trx,
      room.credentials,
      organizationId,
      ids,
      provisioned.tokens,
      provisioned.entries,
    )
    return ids
  })
  for (const one of changed) room.opened.forget(one)
}

/** Provisioning took its time; asked again under the lock. */
async function refuseRace(
  { credentials }: InstanceRoom,
  trx: Parameters<typeof writeConfiguration>[0],
  { row, kept }: InstanceRecord,
  provisioned: Provisioned,
): Promise<void> {
  const rows = await configurationOf(trx, row.organization_id, [row.id])
  const now = credentials.opened(row.organization_id, rows)
  refuseOvertaken(kept, now, provisioned.kept, provisioned.entries)
}

/** Only what this request changed is written, so that changes of other keys at the same time are kept. */
async function writeChanged(
  room: InstanceRoom,
  trx: Parameters<typeof writeConfiguration>[0],
  record: InstanceRecord,
  { kept, entries }: Provisioned,
): Promise<void> {
  const { organization_id: organizationId, id } = record.row
  const changed = changedKeys(record.kept, kept)
  const gone = changed.filter((key) => !kept.has(key))
  const written: KeptValues = new Map(
    [
      ...changed.filter((key) => kept.has(key)),
      // Entries of a type that the instance has just got need ids too.
      ...[...entries.keys()].filter((key) => !record.kept.has(key) && !kept.has(key)),
    ].map((key) => [key, kept.get(key) ?? null]),
  )
  await removeConfiguration(trx, organizationId, id, gone)
  await writeConfiguration(
    trx,
    organizationId,
    id,
    room.credentials.sealed(organizationId, id, written, entries),
  )
}

async function provisionedAnew(
  room: InstanceRoom,
  record: InstanceRecord,
  request: InstanceRequest,
): Promise<Provisioned | undefined> {
  const { row, connector } = record
  const external =
    request.externalAuthentication !== undefined &&
    request.externalAuthentication !== row.external_authentication
  if (request.configuration === undefined && request.providerData === undefined && !external)
    return undefined
  if (connector === undefined) {
    throw new PlatformError(
      'unavailable',
      `The connector '${row.connector_key}' of this instance is not in the catalog of this server`,
    )
  }
  return provision(room, row.organization_id, connector, beforeOf(record), request)
}

function provisionedColumns(provisioned: Provisioned): InstanceChange {
  return {
    authentication_type: provisioned.authenticationType,
    external_authentication: provisioned.externalAuthentication,
    vendor_app_id: provisioned.vendorAppId,
    vendor_account_id: provisioned.vendorAccountId,
    ...(provisioned.proven ? { state: 'connected', state_reason: null } : {}),
  }
}

function cachingColumns(request: InstanceRequest): InstanceChange {
  const { cachingEnabled, maxCacheSize, cacheTimeToLive } = request
  return {
    ...(cachingEnabled === undefined ? {} : { caching_enabled: cachingEnabled }),
    ...(maxCacheSize === undefined ? {} : { max_cache_size: maxCacheSize }),
    ...(cacheTimeToLive === undefined ? {} : { cache_time_to_live: cacheTimeToLive }),
  }
}

/** A name that was given must say something once its markup is gone. */
function nameOf(name: string): string {
  if (name !== '') return name
  const message = 'must not be empty'
  throw new PlatformError('invalid_request', `'name' ${message}`, {
    details: [{ path: '/name', message }],
  })
}

function refuseOtherElement(
  room: InstanceRoom,
  { row }: InstanceRecord,
  { element }: InstanceRequest,
): void {
  if (element === undefined) return
  const asked = 'key' in element ? element.key : element.id
  if (asked === row.connector_key || String(asked) === String(row.connector_id)) return
  const other = connectorOf(room.catalog, asked)
  const message = `An instance of '${row.connector_key}' cannot become one of '${other.key}'; make a new instance`
  throw new PlatformError('invalid_request', message, { details: [{ path: '/element', message }] })
}
