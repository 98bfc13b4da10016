/**
 * The worker that turns events into notifications. What needs nobody's answer goes in large batches; what must be read at
 * the vendor first, or is a call to be made, goes beside it, an instance at a time, so that a slow vendor keeps nobody
 * else waiting.
 */
import type { Clock } from '../../core/clock.ts'
import { PlatformError, toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { createPeriodic } from '../../core/periodic.ts'
import type { Instances } from '../../instances/instances.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import { createWorkLoop } from '../../jobs/work-loop.ts'
import type { Notices } from '../../storage/notices.ts'
import { eventsChannel } from '../event.ts'
import { answerCall, type AnswerCallRooms } from './answer-call.ts'
import { createBackgroundShare } from './background-share.ts'
import { asSaid } from './finding.ts'
import type { Job, Outcome, Postponed, WaitingEvent } from './job.ts'
import { claimJobs, leaseMs, postponeJobs, readWaiting, renewLeases } from './job-store.ts'
import { prepare, type Prepared, type Telling } from './prepare.ts'
import { readGroup } from './read-group.ts'
import { claimsTogether, mostClaims, pauseAfterFailure } from './schedule.ts'
import { tell, type TellRooms } from './tell.ts'

export interface ProcessingParts extends TellRooms, AnswerCallRooms {
  readonly notices: Pick<Notices, 'subscribe'>
  readonly instances: Pick<Instances, 'connectionOf'>
  readonly clock: Clock
  readonly log: Log
}

export interface Processing {
  start(): void
  /** Ends what is under way; what is not done is taken up by others at once. */
  close(): Promise<void>
  /** Events by what became of them, in this process. */
  counts(): Readonly<Record<'dispatched' | 'consumed' | 'failed' | 'postponed', number>>
}

const jobsOfBatch = 400
const bytesTogether = 16 * 1024 * 1024
/** Instances that are read, and calls that are made, at once. */
const mostBeside = 32
/** There is no place beside at the moment. */
const noPlacePauseMs = 500

export async function createProcessing(parts: ProcessingParts): Promise<Processing> {
  const { database, instances, clock, log } = parts
  const share = createBackgroundShare(clock)
  const counts = { dispatched: 0, consumed: 0, failed: 0, postponed: 0 }
  /** Whose lease is ours, and must stay so. */
  const held = new Map<number, Job>()
  const beside = new Set<Promise<void>>()
  const busyInstances = new Set<number>()
  let afterOrganization = 0
  const renewal = createPeriodic({
    everyMs: leaseMs / 3,
    failure: 'the leases of events could not be renewed',
    log,
    work: async () => held.size > 0 && renewLeases(database.db, [...held.values()]),
  })
  const loop = createWorkLoop({ failure: 'events could not be processed', log, work })
  await parts.notices.subscribe(eventsChannel, () => loop.wake())

  async function work(signal: AbortSignal): Promise<boolean> {
    const exceptInstances = [...busyInstances]
    const question = { size: jobsOfBatch, afterOrganization, exceptInstances }
    const jobs = await claimJobs(database.db, question)
    if (jobs.length === 0) {
      const wasLast = afterOrganization === 0
      afterOrganization = 0
      return !wasLast
    }
    afterOrganization = nextOrganization(jobs)
    for (const job of jobs) held.set(job.eventId, job)
    try {
      for (const chunk of chunksOf(jobs)) await processChunk(chunk, signal)
    } finally {
      for (const job of jobs) if (!isBeside.has(job)) held.delete(job.eventId)
    }
    return true
  }

  /** Jobs whose work goes on after their batch. */
  const isBeside = new WeakSet<Job>()

  async function processChunk(jobs: readonly Job[], signal: AbortSignal): Promise<void> {
    const dead = jobs.filter(({ tries }) => tries > mostClaims)
    const waiting = await readWaiting(
      database.db,
      jobs.filter(({ tries }) => tries <= mostClaims),
    )
    const known = new Set([...waiting, ...dead].map(({ eventId }) => eventId))
    const gone = jobs.filter(({ eventId }) => !known.has(eventId))
    const prepared: Prepared[] = [
      ...dead.map((job) => over(job, 'FAILED', 'Its processing never came to an end')),
      ...gone.map((job) => over(job, 'CONSUMED', 'Its day was removed')),
    ]
    for (const event of waiting) {
      await guarded([event], async () => void prepared.push(await prepareOne(event)))
    }
    await tellTogether(prepared)
    await startBeside(prepared, signal)
  }

  async function prepareOne(event: WaitingEvent): Promise<Prepared> {
    return prepare(event, await instanceOf(event), clock.now())
  }

  async function instanceOf({
    instanceId,
    userId,
  }: WaitingEvent): Promise<OpenInstance | undefined> {
    if (userId === undefined) return undefined
    try {
      return await instances.connectionOf(instanceId)
    } catch (error) {
      if (error instanceof PlatformError && error.code === 'not_found') return undefined
      throw error
    }
  }

  /** All at once; when that fails, one by one, so that one event cannot stop the others. */
  async function tellTogether(prepared: readonly Prepared[]): Promise<void> {
    const outcomes = prepared.flatMap((one) => (one.kind === 'over' ? [one.outcome] : []))
    const tellings = prepared.flatMap((one) => (one.kind === 'tell' ? [one.telling] : []))
    if (outcomes.length + tellings.length === 0) return
    try {
      count(await tell(parts, tellings.map(proven), outcomes))
    } catch (error) {
      if (outcomes.length + tellings.length === 1) {
        await fail(
          [...outcomes.map(({ job }) => job), ...tellings.map(({ event }) => event)],
          error,
        )
        return
      }
      log.warn({ err: toError(error) }, 'events could not be told together; each is tried alone')
      for (const one of outcomes)
        await guarded([one.job], async () => count(await tell(parts, [], [one])))
      for (const one of tellings)
        await guarded([one.event], async () => count(await tell(parts, [proven(one)])))
    }
  }

  async function startBeside(prepared: readonly Prepared[], signal: AbortSignal): Promise<void> {
    const groups = new Map<number, Telling[]>()
    const noPlace: Postponed[] = []
    for (const one of prepared) {
      if (one.kind === 'read') {
        const { instance } = one.telling
        groups.set(instance.id, [...(groups.get(instance.id) ?? []), one.telling])
      } else if (one.kind === 'call') {
        const { event, instance } = one
        if (beside.size < mostBeside)
          runBeside([event], async () => count(await answerCall(parts, event, instance)))
        else noPlace.push({ job: event, waitMs: noPlacePauseMs, isFree: true })
      }
    }
    for (const [instanceId, group] of groups) {
      const events = group.map(({ event }) => event)
      if (beside.size >= mostBeside || busyInstances.has(instanceId)) {
        noPlace.push(...events.map((job) => ({ job, waitMs: noPlacePauseMs, isFree: true })))
        continue
      }
      busyInstances.add(instanceId)
      runBeside(
        events,
        () => tellGroup(group, signal),
        () => busyInstances.delete(instanceId),
      )
    }
    await postponeJobs(database.db, noPlace)
  }

  async function tellGroup(group: readonly Telling[], signal: AbortSignal): Promise<void> {
    const { proven: ready, postponed } = await readGroup({ hub: parts.hub, share }, group, signal)
    counts.postponed += postponed.length
    await postponeJobs(database.db, postponed)
    if (ready.length > 0) count(await tell(parts, ready))
  }

  function runBeside(
    events: readonly WaitingEvent[],
    run: () => Promise<void>,
    ended: () => void = () => undefined,
  ): void {
    for (const event of events) {
      const job = held.get(event.eventId)
      if (job !== undefined) isBeside.add(job)
    }
    const running = guarded(events, run)
      .catch((error: unknown) => log.error({ err: toError(error) }, 'events could not be put off'))
      .finally(() => {
        for (const { eventId } of events) held.delete(eventId)
        beside.delete(running)
        ended()
        loop.wake()
      })
    beside.add(running)
  }

  /** Puts the events off when their processing throws. Throws only when that is not possible, either. */
  async function guarded(jobs: readonly Job[], run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      await fail(jobs, error)
    }
  }

  async function fail(jobs: readonly Job[], thrown: unknown): Promise<void> {
    const error = toError(thrown)
    const postponed: Postponed[] = []
    const outcomes: Outcome[] = []
    for (const job of jobs) {
      const waitMs = pauseAfterFailure(job.failures)
      if (waitMs === undefined) {
        const reason = `Its processing failed ${job.failures + 1} times: ${reasonOf(error)}`
        outcomes.push({ job, status: 'FAILED', reason })
      } else postponed.push({ job, waitMs, isFree: false })
      const { eventId, instanceId } = job
      log.error(
        { err: error, eventId, instanceId, givenUp: waitMs === undefined },
        'an event failed',
      )
    }
    counts.postponed += postponed.length
    await postponeJobs(database.db, postponed)
    if (outcomes.length > 0) count(await tell(parts, [], outcomes))
  }

  function count(outcomes: readonly Outcome[]): void {
    for (const { status } of outcomes) {
      if (status === 'DISPATCHED') counts.dispatched += 1
      else if (status === 'CONSUMED') counts.consumed += 1
      else counts.failed += 1
    }
  }

  return {
    start() {
      loop.start()
      renewal.start()
    },
    async close() {
      await loop.close()
      await Promise.all(beside)
      await renewal.close()
    },
    counts: () => counts,
  }
}

/** Small enough to be held in memory; what nodes died with before is alone in its own. */
function chunksOf(jobs: readonly Job[]): Job[][] {
  const chunks: Job[][] = []
  let open: Job[] = []
  let bytes = 0
  for (const job of jobs) {
    if (job.tries > claimsTogether) {
      chunks.push([job])
      continue
    }
    if (open.length > 0 && bytes + job.bytes > bytesTogether) {
      chunks.push(open)
      open = []
      bytes = 0
    }
    open.push(job)
    bytes += job.bytes
  }
  return open.length > 0 ? [...chunks, open] : chunks
}

/** The batch ends with the organization that has the highest id; who comes first next time is behind it. */
function nextOrganization(jobs: readonly Job[]): number {
  return Math.max(...jobs.map(({ organizationId }) => organizationId))
}

function over(job: Job, status: Outcome['status'], reason: string): Prepared {
  return { kind: 'over', outcome: { job, status, reason } }
}

function proven(telling: Telling) {
  return { ...telling, findings: telling.said.map(asSaid) }
}

/** A sentence of ours may be shown; of what nobody foresaw only the kind. */
function reasonOf(error: Error): string {
  return error instanceof PlatformError ? error.message : error.name
}
