/** What happens to events whose processing fails: each is tried again later, and given up in the end; and the figures. */
import { PlatformError, toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { isMissingPartition, mayPassLater } from '../../storage/database-errors.ts'
import type { Job, Outcome, Postponed } from './job.ts'
import { postponeJobs } from './job-store.ts'
import { ownFaultPauseMs, pauseAfterFailure } from './schedule.ts'
import { tell, type Proven, type TellRooms } from './tell.ts'

export type ProcessingCounts = Readonly<
  Record<'dispatched' | 'consumed' | 'failed' | 'postponed', number>
>

export interface Care {
  /** Tells, and counts what became of the events. */
  tell(proven: readonly Proven[], over?: readonly Outcome[]): Promise<void>
  postpone(postponed: readonly Postponed[]): Promise<void>
  /**
   * Puts the events off when the work throws. Only what failed alone counts as its failure, and no fault of ours, such as
   * a database that is away: that may last. Throws only when that is not possible, either.
   */
  guarded(jobs: readonly Job[], work: () => Promise<void>): Promise<void>
  count(outcomes: readonly Outcome[]): void
  counts(): ProcessingCounts
}

export function createCare(rooms: TellRooms & { readonly log: Log }): Care {
  const counts = { dispatched: 0, consumed: 0, failed: 0, postponed: 0 }

  const care: Care = {
    async tell(proven, over = []) {
      care.count(await tell(rooms, proven, over))
    },
    async postpone(postponed) {
      counts.postponed += postponed.length
      await postponeJobs(rooms.database.db, postponed)
    },
    async guarded(jobs, work) {
      try {
        await work()
      } catch (error) {
        await fail(jobs, toError(error))
      }
    },
    count(outcomes) {
      for (const { status } of outcomes) {
        if (status === 'DISPATCHED') counts.dispatched += 1
        else if (status === 'CONSUMED') counts.consumed += 1
        else counts.failed += 1
      }
    },
    counts: () => ({ ...counts }),
  }

  async function fail(jobs: readonly Job[], error: Error): Promise<void> {
    const postponed: Postponed[] = []
    const outcomes: Outcome[] = []
    const isBlamed = jobs.length === 1 && !mayPassLater(error) && !isMissingPartition(error)
    for (const job of jobs) {
      const { eventId, instanceId, failures } = job
      const waitMs = isBlamed ? pauseAfterFailure(failures) : ownFaultPauseMs
      if (waitMs === undefined) {
        const reason = `Its processing failed ${failures + 1} times: ${reasonOf(error)}`
        outcomes.push({ job, status: 'FAILED', reason })
      } else {
        const reason = `Its processing failed: ${reasonOf(error)}`
        postponed.push({ job, waitMs, isFree: !isBlamed, reason })
      }
      const isGivenUp = waitMs === undefined
      rooms.log.error({ err: error, eventId, instanceId, isGivenUp }, 'an event failed')
    }
    await care.postpone(postponed)
    if (outcomes.length > 0) await care.tell([], outcomes)
  }

  return care
}

/** A sentence of ours may be shown; of what nobody foresaw only the kind. */
function reasonOf(error: Error): string {
  return error instanceof PlatformError ? error.message : error.name
}
