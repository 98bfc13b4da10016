/** What the processing of events means by its words. */
import type { EventSource, NormalizedEvent } from '../event.ts'

/** The right to process an event, until the lease ends. Who lost it cannot complete it: the fence is another by then. */
export interface Job {
  readonly eventId: number
  readonly organizationId: number
  readonly instanceId: number
  /** As PostgreSQL writes it: a Date would lose the microseconds that the row is found by. */
  readonly receivedAt: string
  readonly fence: number
  /** Claims that came to no end because the node died, this one included; of what is set apart, those alone. */
  readonly tries: number
  /** Claims before that ended with a failure. */
  readonly failures: number
  /** Something that must not be done twice was begun for it before. */
  readonly isBegun: boolean
  /** Size of its payload. */
  readonly bytes: number
}

export interface WaitingEvent extends Job {
  readonly accountId: number
  /** The owner of the instance; undefined when the instance is gone. */
  readonly userId: number | undefined
  readonly connectorKey: string
  readonly source: EventSource
  readonly occurredAt: Date
  /** Since it was received, by the clock of the database. */
  readonly ageMs: number
  readonly contentType: string
  readonly headers: Readonly<Record<string, string>>
  readonly raw: Buffer
}

/** What is written of an event when it is done with. */
export interface Outcome {
  readonly job: Job
  readonly status: 'DISPATCHED' | 'CONSUMED' | 'FAILED'
  readonly reason?: string | undefined
  readonly normalized?: readonly NormalizedEvent[] | undefined
}

/** It is looked at again later. */
export interface Postponed {
  readonly job: Job
  readonly waitMs: number
  /** Nothing went wrong, so it does not count as a failure. */
  readonly isFree: boolean
  /** Why, for people; undefined leaves the one before. */
  readonly reason?: string | undefined
}
