/** The door of what is done with events: processing, their log, asynchronous calls. */
import type { Caller } from '../accounts/caller.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import type { Sender } from '../net/sender.ts'
import { createEventAnalyticsStore, type EventAnalyticsStore } from './log/event-analytics-store.ts'
import { createEventLogStore, type EventLogStore } from './log/event-log-store.ts'
import { addTestEvent, type TestEventRequest } from './log/test-event.ts'
import { createAsyncCalls, type AsyncCalls } from './process/async-calls.ts'
import { renewJob } from './process/job-store.ts'
import { createProcessMaintenance, type ProcessMaintenance } from './process/maintenance.ts'
import { createProcessing, type Processing, type ProcessingParts } from './process/processing.ts'

export interface EventProcessing {
  readonly processing: Processing
  readonly maintenance: ProcessMaintenance
  readonly asyncCalls: AsyncCalls
  readonly eventLog: EventLogStore
  readonly eventAnalytics: EventAnalyticsStore
  /** Stores an event to try one's own app with; answers its id. */
  addTestEvent(caller: Caller, instance: OpenInstance, asked: TestEventRequest): Promise<number>
  /** Has an event processed again; false when it is not one that may be. */
  reprocess(organizationId: number, instanceId: number, eventId: number): Promise<boolean>
}

/** Nothing is processed before `processing.start()`. */
export async function openProcessing(
  parts: ProcessingParts & { readonly sender: Pick<Sender, 'refusal'> },
): Promise<EventProcessing> {
  const { database } = parts
  return {
    processing: await createProcessing(parts),
    maintenance: createProcessMaintenance(parts),
    asyncCalls: createAsyncCalls(parts),
    eventLog: createEventLogStore(database),
    eventAnalytics: createEventAnalyticsStore(database),
    addTestEvent: (caller, instance, asked) => addTestEvent(parts, caller, instance, asked),
    reprocess: (organizationId, instanceId, eventId) =>
      database.transaction((trx) => renewJob(trx, organizationId, instanceId, eventId)),
  }
}
