import type { Log } from '../../core/log.ts'
import { createPeriodic } from '../../core/periodic.ts'
import type { Database } from '../../storage/database.ts'
import type { Job } from './job.ts'
import { leaseMs, renewLeases } from './job-store.ts'

export interface Leases {
  /** Keeps the jobs ours while the work goes on, however long it takes. */
  during<T>(jobs: readonly Job[], work: () => Promise<T>): Promise<T>
  start(): void
  close(): Promise<void>
}

export function createLeases(parts: {
  readonly database: Pick<Database, 'db'>
  readonly log: Log
}): Leases {
  const held = new Set<readonly Job[]>()
  const renewal = createPeriodic({
    everyMs: leaseMs / 3,
    failure: 'the leases of events could not be renewed',
    log: parts.log,
    async work() {
      // Those that ended meanwhile are not there to be renewed.
      if (held.size > 0) await renewLeases(parts.database.db, [...held].flat())
    },
  })
  return {
    async during(jobs, work) {
      held.add(jobs)
      try {
        return await work()
      } finally {
        held.delete(jobs)
      }
    },
    start: () => renewal.start(),
    close: () => renewal.close(),
  }
}
