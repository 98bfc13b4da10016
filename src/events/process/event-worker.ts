/**
 * The worker that turns events into notifications. What needs nobody's answer goes in large batches; what must be read at
 * the vendor first, or is a call to be made, goes on beside them, so that a slow vendor keeps nobody else waiting.
 */
import type { Clock } from '../../core/clock.ts'
import { PlatformError, toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Instances } from '../../instances/instances.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import { createWorkLoop } from '../../jobs/work-loop.ts'
import type { Notices } from '../../storage/notices.ts'
import { eventsChannel } from '../event.ts'
import { answerCall, type AnswerCallRooms } from './answer-call.ts'
import { createBackgroundShare } from './background-share.ts'
import { createBeside } from './beside.ts'
import { createCare, type ProcessingCounts } from './care.ts'
import { chunksOf } from './chunks.ts'
import { asSaid } from './finding.ts'
import type { Job, Outcome, Postponed, WaitingEvent } from './job.ts'
import { claimAlone, claimJobs, isAnyApart, setApart } from './claim-store.ts'
import { readWaiting } from './job-store.ts'
import { createLeases } from './leases.ts'
import { prepare, type Prepared, type Telling } from './prepare.ts'
import { readGroup, turnMs, type Turn } from './read-group.ts'
import { claimsAlone, claimsTogether } from './schedule.ts'
import type { Proven, TellRooms } from './tell.ts'

export interface EventWorkerParts extends TellRooms, AnswerCallRooms {
  readonly notices: Pick<Notices, 'subscribe'>
  readonly instances: Pick<Instances, 'connectionOf'>
  readonly clock: Clock
  readonly log: Log
}

export interface EventWorker {
  start(): void
  /** Ends what is under way; what is not done is taken up by others at once. */
  close(): Promise<void>
  /** Events by what became of them, in this process. */
  counts(): ProcessingCounts
}

type Call = Extract<Prepared, { kind: 'call' }>

const jobsOfBatch = 400
/** So many asynchronous calls of an organization are made at a time. */
const callLanes = 2
/** What is set apart has its turn so long at most; then the others have theirs at least as long, and twice what it took. */
const aloneTurnMs = 5000
/** It is rare, so it is not looked for with every batch. */
const lookApartMs = 1000
/** It is waited so long until nothing is under way. */
const longestQuietMs = 10_000
/** There is no place beside at the moment. */
const noPlacePauseMs = 1000

export async function createEventWorker(parts: EventWorkerParts): Promise<EventWorker> {
  const { database, log } = parts
  const care = createCare(parts)
  const leases = createLeases(parts)
  const share = createBackgroundShare(parts.clock)
  const loop = createWorkLoop({ failure: 'events could not be processed', log, work })
  const ended = () => loop.wake()
  const beside = createBeside({ log, ended, places: 32, placesOfOne: 8 })
  const callsBeside = createBeside({ log, ended, places: 8, placesOfOne: callLanes })
  await parts.notices.subscribe(eventsChannel, () => loop.wake())
  let afterOrganization = 0
  let aloneAgainAt = 0

  async function work(signal: AbortSignal): Promise<boolean> {
    const question = { size: jobsOfBatch, afterOrganization, busy: beside.busyInstances }
    const jobs = await claimJobs(database.db, question)
    const wasAtBeginning = afterOrganization === 0
    // Who comes first next time is behind the last of this batch; behind the last of all, it begins anew.
    afterOrganization = Math.max(0, ...jobs.map(({ organizationId }) => organizationId))
    const others = jobs.filter(({ tries }) => tries <= claimsTogether)
    await setApart(
      database.db,
      jobs.filter(({ tries }) => tries > claimsTogether),
    )
    await leases.during(others, async () => {
      for (const chunk of chunksOf(others)) await processChunk(chunk, signal)
    })
    const wasAlone = parts.clock.now() >= aloneAgainAt && (await workAlone(signal))
    return jobs.length > 0 || !wasAtBeginning || wasAlone
  }

  /** One after the other, each while nothing else is under way: when the process dies, it is of that, or of no event. */
  async function workAlone(signal: AbortSignal): Promise<boolean> {
    const beganAt = parts.clock.now()
    if (!(await isAnyApart(database.db))) {
      aloneAgainAt = beganAt + lookApartMs
      return false
    }
    await quiet(signal)
    const endsAt = parts.clock.now() + aloneTurnMs
    let wasAny = false
    while (!signal.aborted && parts.clock.now() < endsAt) {
      const job = await claimAlone(database.db)
      if (job === undefined) break
      wasAny = true
      if (job.tries > claimsAlone) await tellTogether([], [over(job, 'FAILED', neverEnded)])
      else await leases.during([job], () => processChunk([job], signal))
      await quiet(signal)
    }
    const endedAt = parts.clock.now()
    aloneAgainAt = endedAt + Math.max(aloneTurnMs, 2 * (endedAt - beganAt))
    return wasAny
  }

  async function quiet(signal: AbortSignal): Promise<void> {
    await Promise.all([beside, callsBeside].map((one) => one.quiet(longestQuietMs, signal)))
  }

  async function processChunk(jobs: readonly Job[], signal: AbortSignal): Promise<void> {
    const prepared = await prepareAll(jobs)
    const outcomes = prepared.flatMap((one) => (one.kind === 'over' ? [one.outcome] : []))
    const tellings = prepared.flatMap((one) =>
      one.kind === 'tell' ? [provenAsSaid(one.telling)] : [],
    )
    await tellTogether(tellings, outcomes)
    await startBeside(prepared, signal)
  }

  async function prepareAll(jobs: readonly Job[]): Promise<Prepared[]> {
    const waiting = await readWaiting(database.db, jobs)
    const there = new Set(waiting.map(({ eventId }) => eventId))
    const gone = jobs.filter(({ eventId }) => !there.has(eventId))
    const prepared: Prepared[] = gone.map((job) => ({
      kind: 'over',
      outcome: over(job, 'CONSUMED', 'Its day was removed'),
    }))
    for (const event of waiting) {
      await care.guarded([event], async () => {
        prepared.push(prepare(event, await instanceOf(parts.instances, event), parts.clock.now()))
      })
    }
    return prepared
  }

  /** All at once; when that fails, one by one, so that one event cannot stop the others. */
  async function tellTogether(
    tellings: readonly Proven[],
    outcomes: readonly Outcome[] = [],
  ): Promise<void> {
    if (outcomes.length + tellings.length === 0) return
    try {
      await care.tell(tellings, outcomes)
    } catch (error) {
      log.warn({ err: toError(error) }, 'events could not be told together; each is tried alone')
      for (const one of outcomes) await care.guarded([one.job], () => care.tell([], [one]))
      for (const one of tellings) await care.guarded([one.event], () => care.tell([one]))
    }
  }

  async function startBeside(prepared: readonly Prepared[], signal: AbortSignal): Promise<void> {
    const noPlace: WaitingEvent[] = []
    const calls = new Map<number, Call[]>()
    const groups = new Map<number, Telling[]>()
    for (const one of prepared) {
      if (one.kind === 'call') {
        const { organizationId } = one.event
        calls.set(organizationId, [...(calls.get(organizationId) ?? []), one])
      } else if (one.kind === 'read') {
        const { id } = one.telling.instance
        groups.set(id, [...(groups.get(id) ?? []), one.telling])
      }
    }
    for (const [organizationId, all] of calls) {
      for (const lane of lanesOf(all)) {
        const events = lane.map(({ event }) => event)
        const run = () => leases.during(events, () => answerCalls(lane, signal))
        if (!callsBeside.start(run, { organizationId })) noPlace.push(...events)
      }
    }
    for (const [instanceId, group] of groups) {
      const events = group.map(({ event }) => event)
      const { organizationId } = group[0]?.instance ?? { organizationId: 0 }
      const run = () =>
        leases.during(events, () => care.guarded(events, () => tellGroup(group, signal)))
      if (!beside.start(run, { organizationId, instanceId })) noPlace.push(...events)
    }
    await care.postpone(noPlace.map((job) => ({ job, waitMs: noPlacePauseMs, isFree: true })))
  }

  /** One after the other; after some seconds the rest comes again. */
  async function answerCalls(calls: readonly Call[], signal: AbortSignal): Promise<void> {
    const endsAt = parts.clock.now() + turnMs
    for (const [index, { event, instance }] of calls.entries()) {
      if (index > 0 && (signal.aborted || parts.clock.now() >= endsAt)) {
        await care.postpone(calls.slice(index).map((call) => atOnce(call.event)))
        return
      }
      await care.guarded([event], async () => care.count(await answerCall(parts, event, instance)))
    }
  }

  /**
   * Turn by turn; after some seconds the place is another's, and the rest comes again. When a turn fails, its events are
   * read one by one, so that each is blamed for itself.
   */
  async function tellGroup(group: readonly Telling[], signal: AbortSignal): Promise<void> {
    const endsAt = parts.clock.now() + turnMs
    let rest = group
    do {
      let turn: Turn
      try {
        turn = await readGroup({ hub: parts.hub, share, clock: parts.clock }, rest, signal)
      } catch (error) {
        if (group.length === 1) throw error
        log.warn({ err: toError(error) }, 'events could not be read together; each is tried alone')
        for (const one of rest) await care.guarded([one.event], () => tellGroup([one], signal))
        return
      }
      rest = turn.rest
      await care.postpone(turn.postponed)
      await tellTogether(turn.proven)
    } while (rest.length > 0 && parts.clock.now() < endsAt)
    await care.postpone(rest.map(({ event }) => atOnce(event)))
  }

  return {
    start() {
      loop.start()
      leases.start()
    },
    async close() {
      await loop.close()
      await Promise.all([beside.close(), callsBeside.close()])
      await leases.close()
    },
    counts: () => care.counts(),
  }
}

function lanesOf(calls: readonly Call[]): Call[][] {
  const lanes = Array.from({ length: callLanes }, (_, lane) =>
    calls.filter((_call, index) => index % callLanes === lane),
  )
  return lanes.filter(({ length }) => length > 0)
}

function atOnce(job: Job): Postponed {
  return { job, waitMs: 0, isFree: true }
}

/** Undefined when it was deleted. */
async function instanceOf(
  instances: EventWorkerParts['instances'],
  { instanceId, userId }: WaitingEvent,
): Promise<OpenInstance | undefined> {
  if (userId === undefined) return undefined
  try {
    return await instances.connectionOf(instanceId)
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'not_found') return undefined
    throw error
  }
}

const neverEnded = 'Its processing never came to an end'

function over(job: Job, status: Outcome['status'], reason: string): Outcome {
  return { job, status, reason }
}

function provenAsSaid(telling: Telling): Proven {
  return { ...telling, findings: telling.said.map(asSaid) }
}
