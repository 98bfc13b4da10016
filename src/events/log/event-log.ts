/** The door of this part: the events that were stored, looked at and counted, and one to try one's own app with. */
import type { Caller } from '../../accounts/caller.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import { createEventAnalyticsStore, type EventAnalyticsStore } from './event-analytics-store.ts'
import { createEventLogStore, type EventLogStore } from './event-log-store.ts'
import { addTestEvent, type TestEventParts, type TestEventRequest } from './test-event.ts'

export interface EventLog extends EventLogStore {
  readonly analytics: EventAnalyticsStore
  /** Stores an event that nobody's change caused; answers its id. Throws invalid_request. */
  addTestEvent(caller: Caller, instance: OpenInstance, asked: TestEventRequest): Promise<number>
}

export function createEventLog(parts: TestEventParts): EventLog {
  const { database } = parts
  return {
    ...createEventLogStore(database),
    analytics: createEventAnalyticsStore(database),
    addTestEvent: (caller, instance, asked) => addTestEvent(parts, caller, instance, asked),
  }
}
