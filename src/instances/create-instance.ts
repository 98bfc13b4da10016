import type { Kysely } from 'kysely'
import type { Caller } from '../accounts/caller.ts'
import type { Connector } from '../catalog/connector.ts'
import { objectsOf } from '../catalog/objects.ts'
import { PlatformError } from '../core/errors.ts'
import { newSecret } from '../core/ids.ts'
import { announceWish } from './caching-in-force.ts'
import { writeConfiguration } from './configuration-store.ts'
import { lockConnection } from './connection-store.ts'
import { connectorOf } from './connector-source.ts'
import { instanceEvent } from './instance-event.ts'
import { readRecord } from './instance-record.ts'
import { readInstanceRequest, type InstanceRequest } from './instance-request.ts'
import { announce, insertInstance, nextInstanceId } from './instance-store.ts'
import { instanceView, type InstanceView } from './instance-view.ts'
import { nothingBefore } from './provision-plan.ts'
import { provision, type Provisioned } from './provision.ts'
import type { InstanceRoom } from './room.ts'
import type { Schema } from '../storage/schema.ts'
import { giveTokens, identityOf } from './shared-tokens.ts'

/**
 * Makes an instance of what a caller posted: checks, authenticates at the vendor, stores, and hands the newer token to
 * the other instances of the same connection. Nothing is stored when any of it fails.
 * @param keyOrId the connector of the route, when the route names one
 * @param settle what must be stored together with the instance
 */
export async function createInstance(
  room: InstanceRoom,
  caller: Caller,
  body: unknown,
  keyOrId?: string,
  settle?: (trx: Kysely<Schema>, id: number) => Promise<void>,
): Promise<InstanceView> {
  const request = readInstanceRequest(body)
  const connector = connectorAsked(room, request, keyOrId)
  const { organizationId } = caller
  room.traces.learn({ connectorKey: connector.key })
  const provisioned = await provision(room, organizationId, connector, nothingBefore, request)
  const id = await store(room, caller, connector, request, provisioned, settle)
  room.traces.learn({ instanceId: id })
  const record = await readRecord(room, organizationId, id)
  if (record === undefined)
    throw new PlatformError('not_found', 'The new instance was deleted already')
  room.log.info(
    { instanceId: id, connector: connector.key, organizationId },
    'an instance was made',
  )
  const view = instanceView(record, room.credentials)
  return request.retrieveObjects
    ? { ...view, objects: objectViews(connector, provisioned.authenticationType) }
    : view
}

function connectorAsked(
  room: InstanceRoom,
  { element }: InstanceRequest,
  keyOrId: string | undefined,
): Connector {
  const inBody = element === undefined ? undefined : 'key' in element ? element.key : element.id
  const asked = keyOrId ?? inBody
  if (asked === undefined) {
    const message =
      'element is required: name the connector by key or id, such as {"element":{"key":"…"}}'
    throw new PlatformError('invalid_request', message, {
      details: [{ path: '/element', message }],
    })
  }
  const connector = connectorOf(room.catalog, asked)
  if (inBody !== undefined && connectorOf(room.catalog, inBody).id !== connector.id) {
    const message = `The body names another element ('${inBody}') than the address ('${keyOrId}')`
    throw new PlatformError('invalid_request', message, {
      details: [{ path: '/element', message }],
    })
  }
  return connector
}

async function store(
  room: InstanceRoom,
  caller: Caller,
  connector: Connector,
  request: InstanceRequest,
  provisioned: Provisioned,
  settle: ((trx: Kysely<Schema>, id: number) => Promise<void>) | undefined,
): Promise<number> {
  const { credentials, database } = room
  const { organizationId } = caller
  const { entries, kept, tokens, vendorAppId, vendorAccountId } = provisioned
  const token = newSecret()
  const id = await nextInstanceId(database.db)
  const identity = identityOf({
    connector_key: connector.key,
    vendor_app_id: vendorAppId,
    vendor_account_id: vendorAccountId,
  })
  // A row for every entry, so that each has an id; those without a value of their own follow the definition.
  const everyEntry = new Map([...[...entries.keys()].map((key) => [key, null] as const), ...kept])
  const rows = credentials.sealed(organizationId, id, everyEntry, entries)
  const changed = await database.transaction(async (trx) => {
    const others = identity === undefined ? [] : await lockConnection(trx, organizationId, identity)
    await insertInstance(trx, organizationId, {
      id,
      account_id: caller.accountId,
      user_id: caller.userId,
      connector_id: connector.id,
      connector_key: connector.key,
      name: request.name === undefined || request.name === '' ? connector.name : request.name,
      token_hash: credentials.tokenHash(token),
      token_sealed: credentials.sealToken(organizationId, id, token),
      authentication_type: provisioned.authenticationType,
      external_authentication: provisioned.externalAuthentication,
      vendor_app_id: vendorAppId,
      vendor_account_id: vendorAccountId,
      tags: [...(request.tags ?? [])],
      caching_enabled: request.cachingEnabled ?? false,
      max_cache_size: request.maxCacheSize ?? 0,
      cache_time_to_live: request.cacheTimeToLive ?? 0,
    })
    await writeConfiguration(trx, organizationId, id, rows)
    await room.audit.record(trx, {
      ...instanceEvent(
        { id, organization_id: organizationId, account_id: caller.accountId },
        'instance.created',
      ),
      userId: caller.userId,
    })
    await settle?.(trx, id)
    await room.settled(trx, organizationId, id)
    await announce(trx, id)
    if (request.cachingEnabled === true) await announceWish(trx, organizationId, connector.key)
    if (tokens === undefined) return []
    await giveTokens(trx, credentials, organizationId, others, tokens, entries)
    return others
  })
  for (const other of changed) room.opened.forget(other)
  return id
}

function objectViews(
  connector: Connector,
  authenticationType: string,
): NonNullable<InstanceView['objects']> {
  return objectsOf(connector, authenticationType).map((name) => ({
    name,
    vendorName: name,
    type: 'vendor',
  }))
}
