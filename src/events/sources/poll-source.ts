/** The story of one poll. */
import { errorTable, PlatformError, toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Hub } from '../../hub/hub.ts'
import type { Instances } from '../../instances/instances.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import type { Database } from '../../storage/database.ts'
import { eventSettings } from '../event-settings.ts'
import { readCursor, type Cursor } from './cursor.ts'
import { createHubReader, type HubReader } from './hub-reader.ts'
import { settleGap } from './gaps.ts'
import { settleState } from './liveness-store.ts'
import { isNever, polledResources } from './planned-sources.ts'
import { createDesk, type Desk, type Pace } from './poll-desk.ts'
import { pollCompared } from './poll-compared.ts'
import { pollDated } from './poll-dated.ts'
import { askProbe, judgeProbe } from './probe.ts'
import { LeaseLost, Postponed, type ClaimedSource } from './source.ts'
import { writeSource, type SourceWrite } from './sources-store.ts'

export interface PollParts {
  readonly database: Database
  readonly hub: Pick<Hub, 'call'>
  readonly instances: Pick<Instances, 'connectionOf'>
  /** Told when a poll found that records changed. */
  readonly accountChanged: (instance: OpenInstance) => Promise<unknown> | void
  readonly pace: Pace
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Log
}

export type PollOutcome = 'read' | 'unchanged' | 'postponed' | 'failed' | 'lost'

const firstBackoffS = 15
const longestRetryAfterS = 3600
/** How often is asked while webhooks do not arrive. */
const deafS = 300
/** Differences that wait for their webhook are looked at again when it should be there. */
const extraS = 5

/** Never throws. @param check throws when the lease is lost or the program stops */
export async function pollSource(
  parts: PollParts,
  source: ClaimedSource,
  check: () => void,
): Promise<PollOutcome> {
  try {
    return await poll(parts, source, check)
  } catch (error) {
    if (error instanceof LeaseLost) return 'lost'
    return await noteFailure(parts, source, error).catch((failure: unknown) => {
      // The lease runs out by itself, and somebody tries again.
      parts.log.warn({ err: toError(failure), sourceId: source.id }, 'a failed poll was not noted')
      return 'failed' as const
    })
  }
}

async function poll(
  parts: PollParts,
  source: ClaimedSource,
  check: () => void,
): Promise<PollOutcome> {
  const instance = await parts.instances.connectionOf(source.instanceId)
  const { connector, authenticationType } = instance
  const settings = eventSettings(connector, authenticationType, instance.configuration)
  const resource = polledResources(connector, authenticationType, settings).get(source.resource)
  // Taken out of the configuration a moment ago; its row goes in the same transaction.
  if (resource === undefined) throw new Postponed('The resource is polled no more', source.periodS)
  const reader = createHubReader(parts, instance, source, check)
  const { database, pace } = parts
  const { key: elementKey, hub: hubKey } = connector
  const desk = createDesk({
    source,
    resource,
    reader,
    pace,
    check,
    database,
    of: { source, objectName: resource.objectName, elementKey, hubKey },
    changed: async () => parts.accountChanged(instance),
  })
  const cursor = readCursor(source.cursor)
  const probed = await probe(desk, reader, cursor, connector.element.hubwright?.events?.probe)
  if (probed?.isUnchanged === true) {
    await finish(parts, desk, { ...cursor, probe: probed.memory }, source.periodS)
    return 'unchanged'
  }
  const isDated = resource.updated !== undefined || resource.created !== undefined
  const read =
    isDated && resource.compare === undefined
      ? await pollDated(desk, cursor)
      : await pollCompared(desk, cursor)
  const after = probed === undefined ? read.cursor : { ...read.cursor, probe: probed.memory }
  await finish(parts, desk, after, nextIn(parts, source, read))
  return 'read'
}

async function probe(desk: Desk, reader: HubReader, cursor: Cursor, path: string | undefined) {
  const { resource, now } = desk
  const values = await askProbe(reader, path, resource)
  if (values === undefined) return undefined
  return judgeProbe(cursor.probe, values, now, resource.overlap + resource.pollDelay)
}

/** In seconds: at once while a backlog is left. */
function nextIn(
  { pace }: PollParts,
  { periodS }: ClaimedSource,
  read: { readonly isMore?: boolean; readonly isWaiting?: boolean },
): number {
  if (read.isMore === true) return 0
  return read.isWaiting === true ? Math.min(periodS, pace.gapS + extraS) : periodS
}

async function finish(
  { database }: PollParts,
  { source, gap, check }: Desk,
  cursor: Cursor,
  nextInS: number,
): Promise<void> {
  check()
  await database.transaction(async (trx) => {
    const isDeaf = source.kind === 'reconcile' && (await settleGap(trx, source, gap.missing))
    const inS = isDeaf ? Math.min(nextInS, deafS) : nextInS
    const over = { nextInS: isNever(inS) ? undefined : inS, outcome: 'proof' } as const
    const row = await writeSource(trx, source, { cursor: { ...cursor, waits: undefined }, over })
    if (row === undefined) throw new LeaseLost()
    await settleState(trx, row, { state: 'live', reason: undefined })
  })
}

/** The cursor stays where it is: what was not read is read at the next try. */
async function noteFailure(
  { database, random, log }: PollParts,
  source: ClaimedSource,
  error: unknown,
): Promise<PollOutcome> {
  const isPostponed = error instanceof Postponed || isPaused(error)
  if (!isPostponed && !(error instanceof PlatformError))
    log.error({ err: toError(error), sourceId: source.id }, 'a poll failed')
  const reason = reasonOf(error)
  const nextInS =
    error instanceof Postponed
      ? Math.min(error.seconds, source.periodS)
      : backoffS(source, error, random())
  const outcome = isPostponed ? 'postponed' : 'failure'
  const waits = error instanceof Postponed ? error.waits : undefined
  const write: SourceWrite = { waits, over: { nextInS, outcome } }
  await database.transaction(async (trx) => {
    const row = await writeSource(trx, source, write)
    if (row === undefined || isPostponed) return
    const state = isFinal(error) ? 'broken' : row.state
    await settleState(trx, row, { state, reason })
  })
  return isPostponed ? 'postponed' : 'failed'
}

/** Whoever disabled the instance meant it. */
function isPaused(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'instance_disabled'
}

/** What is safe to be shown; faults of ours say no more than that. */
function reasonOf(error: unknown): string {
  if (error instanceof PlatformError) return error.message.slice(0, 1000)
  return error instanceof Postponed ? error.message : 'Hubwright failed; the poll is tried again'
}

/** Trying again does not help; somebody must change something. */
function isFinal(error: unknown): boolean {
  return error instanceof PlatformError && !errorTable[error.code].retryable
}

/**
 * 15 s, doubled with each failure up to the period, with jitter; never sooner than the vendor says, who is believed up to
 * an hour.
 */
export function backoffS(
  source: Pick<ClaimedSource, 'failures' | 'periodS'>,
  error: unknown,
  random: number,
): number {
  const asked = error instanceof PlatformError ? Number(error.headers?.['retry-after'] ?? 0) : 0
  const growing = firstBackoffS * 2 ** Math.min(source.failures, 10) * (0.8 + 0.4 * random)
  const vendorS = Number.isFinite(asked) ? Math.min(asked, longestRetryAfterS) : 0
  return Math.max(Math.min(growing, source.periodS), vendorS)
}
