/**
 * The door of the sources: where an instance's events come from. Kept in step with configuration, polled, and judged
 * whether they are alive.
 */
import type { Caller } from '../../accounts/caller.ts'
import { PlatformError } from '../../core/errors.ts'
import { createPeriodic } from '../../core/periodic.ts'
import type { InstanceRecord } from '../../instances/instance-record.ts'
import type { Instances } from '../../instances/instances.ts'
import { createWorkLoop } from '../../jobs/work-loop.ts'
import { raise } from '../../notifications/operations.ts'
import type { Notices } from '../../storage/notices.ts'
import { eventSettings } from '../event-settings.ts'
import { createFirstSources } from './first-sources.ts'
import { breakSources, judgeSources } from './liveness-store.ts'
import { plannedSources } from './planned-sources.ts'
import { usualPace, type Pace } from './poll-desk.ts'
import type { PollOutcome, PollParts } from './poll-source.ts'
import { createPoller } from './poller.ts'
import { sourcesChannel, type Source, type SourceState } from './source.ts'
import {
  countStates,
  keepSources,
  listSources,
  nudgeSources,
  pollNow,
  type SourceFilter,
} from './sources-store.ts'

export interface SourcesParts extends Omit<PollParts, 'pace' | 'instances'> {
  readonly instances: Pick<
    Instances,
    'connectionOf' | 'checkOwned' | 'onSettled' | 'onReauthRequired' | 'settle'
  >
  readonly notices: Pick<Notices, 'subscribe' | 'onReconnect'>
  readonly pace?: Pace
}

export interface Sources {
  /** Polls and judges from now on, beside other nodes; instances of older versions get their sources. */
  start(): void
  close(): Promise<void>
  /** Sources of the caller's account, or of all accounts for an organization's administrator; in the order of their ids. */
  list(caller: Caller, filter: Omit<SourceFilter, 'accountId'>): Promise<Source[]>
  /** Makes a polled source due now. Throws `not_found`. */
  poll(caller: Caller, instanceId: number, sourceId: number): Promise<Source>
  /** Somebody hinted that something changed: their sources are asked, each at most once a minute. */
  nudge(instanceIds: readonly number[]): Promise<number>
  /** Polls what is due; answers how many sources. */
  pollDue(): Promise<number>
  /** Judges by the time that went by; answers how many sources got another state. */
  judge(): Promise<number>
  /** Polls of this node by what came of them. */
  pollCounts(): Readonly<Record<PollOutcome, number>>
  /** Sources by their state, as counted last on this node, at most a minute ago. */
  stateCounts(): Readonly<Record<SourceState, number>>
}

/** Both look at all sources there are. */
const judgeEveryMs = 60_000
const countEveryMs = 60_000

export async function createSources(parts: SourcesParts): Promise<Sources> {
  const { database, instances, notices, log } = parts
  const poller = createPoller({ ...parts, pace: parts.pace ?? usualPace })
  let states: Record<SourceState, number> = { waiting: 0, live: 0, late: 0, broken: 0 }

  const judge = () => judgeSources(database)
  // Not at once: after a standstill the polls that are due have time to prove that their sources live.
  const judging = createPeriodic({
    everyMs: judgeEveryMs,
    work: judge,
    failure: 'judging the sources of events failed',
    log,
  })

  const counting = createWorkLoop({
    failure: 'counting the sources of events failed',
    work: async () => {
      states = await countStates(database.db)
      return false
    },
    log,
    beatMs: countEveryMs,
  })

  const firstSources = createFirstSources(parts)

  instances.onSettled(async (trx, { row, connector, values }) => {
    const owner = ownerOf(row)
    const { authentication_type: authenticationType } = row
    const settings =
      connector === undefined ? undefined : eventSettings(connector, authenticationType, values)
    const planned =
      connector === undefined || settings === undefined
        ? []
        : plannedSources(connector, authenticationType, settings)
    await keepSources(trx, owner, planned, row.disabled)
    // Some may be new, or paused until now.
    if (!row.disabled && row.state === 'reauth_required')
      await breakSources(trx, owner, refusalOf(row))
  })
  instances.onReauthRequired(async (trx, { row }) => {
    const owner = ownerOf(row)
    const reason = refusalOf(row)
    await breakSources(trx, owner, reason)
    await raise(trx, {
      ...owner,
      type: 'instance.reauth_required',
      data: { instanceName: row.name, elementKey: row.connector_key, reason },
    })
  })
  const unsubscribe = await notices.subscribe(sourcesChannel, () => poller.wake())
  notices.onReconnect(() => poller.wake())

  return {
    start() {
      poller.start()
      judging.start()
      counting.start()
      firstSources.start()
    },
    async close() {
      unsubscribe()
      await firstSources.close()
      await judging.close()
      await counting.close()
      await poller.close()
    },
    async list(caller, filter) {
      if (filter.instanceId !== undefined) await instances.checkOwned(caller, filter.instanceId)
      const accountId = caller.isOrganizationAdmin ? undefined : caller.accountId
      return listSources(database.db, caller.organizationId, { ...filter, accountId })
    },
    async poll(caller, instanceId, sourceId) {
      await instances.checkOwned(caller, instanceId)
      const { organizationId } = caller
      const source = await database.transaction((trx) =>
        pollNow(trx, { organizationId, instanceId }, sourceId),
      )
      if (source !== undefined) return source
      const message = `Instance ${instanceId} is disabled or has no source ${sourceId} that can be polled`
      throw new PlatformError('not_found', message)
    },
    nudge: (instanceIds) => database.transaction((trx) => nudgeSources(trx, instanceIds)),
    pollDue: () => poller.pollDue(),
    judge,
    pollCounts: () => poller.counts(),
    stateCounts: () => states,
  }
}

function ownerOf(row: InstanceRecord['row']) {
  return { organizationId: row.organization_id, accountId: row.account_id, instanceId: row.id }
}

function refusalOf({ state_reason: reason }: InstanceRecord['row']): string {
  return reason ?? 'The vendor no longer accepts the credentials'
}
