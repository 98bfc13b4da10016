/** Reading instances: one, many, how many, and the entries of their configuration. */
import type { Caller } from '../accounts/caller.ts'
import { PlatformError } from '../core/errors.ts'
import { ensureConfigurationRows } from './configuration-store.ts'
import { connectorOf } from './connector-source.ts'
import { readRecord, readRecords, type InstanceRecord } from './instance-record.ts'
import { countInstances, type InstanceState } from './instance-store.ts'
import { instanceView, type InstanceView, type ViewOptions } from './instance-view.ts'
import type { InstanceRoom } from './room.ts'

/** Which instances somebody may see: those of the account, or all of the organization. */
export interface InstanceScope {
  readonly organizationId: number
  readonly accountId: number | undefined
}

/** Administrators of an organization see all its instances, others those of their account. */
export function scopeOf(caller: Caller): InstanceScope {
  return {
    organizationId: caller.organizationId,
    accountId: caller.isOrganizationAdmin ? undefined : caller.accountId,
  }
}

/** What the caller may see, narrowed to an account. Throws nothing_found for an account that is not the caller's to see. */
function narrowedScope(caller: Caller, wanted: number | undefined): InstanceScope {
  const { organizationId, accountId = wanted } = scopeOf(caller)
  if (wanted !== undefined && wanted !== accountId) throw nothingFound()
  return { organizationId, accountId }
}

export interface InstanceQuery extends ViewOptions {
  /** Only those of this account, where the caller may see them. */
  accountId?: number | undefined
  /** Key or id of a connector. */
  element?: string | undefined
  tags?: readonly string[] | undefined
  searchText?: string | undefined
  state?: InstanceState | undefined
  /** At most 200, which is also the default. */
  pageSize?: number | undefined
  /** Token of the page before. */
  nextPage?: string | undefined
  /** Number of the page, from 1, for clients that do not use the token. */
  page?: number | undefined
}

export interface InstancePage {
  instances: InstanceView[]
  /** Absent when there is no further page. */
  nextPage: string | undefined
}

/** A page of instances as they are in the database. */
export interface FoundInstances {
  readonly records: readonly InstanceRecord[]
  readonly nextPage: string | undefined
}

/** Throws nothing_found for an empty list, as the old platform does. */
export async function searchInstances(
  room: InstanceRoom,
  caller: Caller,
  query: InstanceQuery,
): Promise<InstancePage> {
  const { records, nextPage } = await findInstances(room, caller, query)
  return {
    instances: records.map((record) => instanceView(record, room.credentials, query)),
    nextPage,
  }
}

/** Throws like `searchInstances`. */
export async function findInstances(
  room: InstanceRoom,
  caller: Caller,
  query: InstanceQuery,
): Promise<FoundInstances> {
  const { organizationId, accountId } = narrowedScope(caller, query.accountId)
  const limit = query.pageSize ?? 200
  const afterId = query.nextPage === undefined ? undefined : readPageToken(query.nextPage)
  const byNumber = afterId === undefined && query.page !== undefined
  const records = await readRecords(
    room,
    organizationId,
    {
      accountId,
      connectorId:
        query.element === undefined ? undefined : connectorOf(room.catalog, query.element).id,
      tags: query.tags,
      searchText: query.searchText,
      state: query.state,
      afterId,
      offset: byNumber ? ((query.page ?? 1) - 1) * limit : undefined,
      limit: limit + 1,
    },
    query.hydrate !== false,
  )
  if (records.length === 0) throw nothingFound()
  const shown = records.slice(0, limit)
  return {
    records: shown,
    nextPage: records.length > limit ? pageToken(shown.at(-1)?.row.id ?? 0) : undefined,
  }
}

function nothingFound(): PlatformError {
  return new PlatformError('nothing_found', 'No instances found')
}

/** Throws not_found. */
export async function getRecord(
  room: InstanceRoom,
  scope: InstanceScope,
  id: number,
): Promise<InstanceRecord> {
  const record = await readRecord(room, scope.organizationId, id, scope.accountId)
  if (record === undefined) throw noInstance(id)
  return record
}

/** The same, with a row for every entry that the definition has by now. */
export async function getRecordWithRows(
  room: InstanceRoom,
  scope: InstanceScope,
  id: number,
): Promise<InstanceRecord> {
  const record = await getRecord(room, scope, id)
  const missing = [...record.entries.keys()].filter((key) => !record.kept.has(key))
  if (missing.length === 0) return record
  await ensureConfigurationRows(room.database.db, scope.organizationId, id, missing)
  return getRecord(room, scope, id)
}

export interface InstanceCounts {
  totalInstances: number
  /** By the key of the connector. */
  elementInstances: Record<string, number>
}

export async function countAll(
  room: InstanceRoom,
  caller: Caller,
  wanted?: number,
): Promise<InstanceCounts> {
  const { organizationId, accountId } = narrowedScope(caller, wanted)
  const counts = await countInstances(room.database.db, organizationId, accountId)
  return {
    totalInstances: counts.reduce((sum, { count }) => sum + count, 0),
    elementInstances: Object.fromEntries(
      counts.map(({ connectorKey, count }) => [connectorKey, count]),
    ),
  }
}

export function noInstance(id: number): PlatformError {
  return new PlatformError('not_found', `No instance found with ID ${id}`)
}

function pageToken(afterId: number): string {
  return Buffer.from(JSON.stringify({ after: afterId })).toString('base64url')
}

function readPageToken(token: string): number {
  const after = afterIn(token)
  if (after !== undefined) return after
  const message = 'is no token of a page; take it from the header Elements-Next-Page-Token'
  throw new PlatformError('invalid_request', `'nextPage' ${message}`, {
    details: [{ path: 'nextPage', message }],
  })
}

function afterIn(token: string): number | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    const after = typeof value === 'object' && value !== null && 'after' in value ? value.after : 0
    return typeof after === 'number' && Number.isSafeInteger(after) && after > 0 ? after : undefined
  } catch {
    // Whatever cannot be read is no token of ours.
    return undefined
  }
}
