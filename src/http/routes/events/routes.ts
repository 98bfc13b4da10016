import type { Caller } from '../../../accounts/caller.ts'
import type { Clock } from '../../../core/clock.ts'
import type { EventAnalyticsStore } from '../../../events/log/event-analytics-store.ts'
import type { EventLogStore } from '../../../events/log/event-log-store.ts'
import type { TestEventRequest } from '../../../events/log/test-event.ts'
import type { Instances } from '../../../instances/instances.ts'
import type { OpenInstance } from '../../../instances/open-instance.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { addTestEvent, reprocessEvent } from './change-event.ts'
import {
  accountEventAnalytics,
  eventAnalytics,
  eventDispositions,
  instanceEventAnalytics,
} from './event-analytics.ts'
import { listEvents, listInstanceEvents } from './list-events.ts'
import { readEvent, readInstanceEvent } from './read-event.ts'

export interface EventRooms {
  readonly eventLog: EventLogStore
  readonly eventAnalytics: EventAnalyticsStore
  readonly instances: Pick<Instances, 'checkOwned' | 'connectionOf'>
  /** Answers the id of the event. */
  addTestEvent(caller: Caller, instance: OpenInstance, asked: TestEventRequest): Promise<number>
  /** False when the event is not one that may be processed again. */
  reprocess(organizationId: number, instanceId: number, eventId: number): Promise<boolean>
  readonly clock: Clock
}

/** What vendors told, and what became of it. */
export function registerEventRoutes(server: PlatformServer, rooms: EventRooms): void {
  listEvents(server, rooms)
  eventDispositions(server, rooms)
  eventAnalytics(server, rooms)
  accountEventAnalytics(server, rooms)
  instanceEventAnalytics(server, rooms)
  readEvent(server, rooms)
  listInstanceEvents(server, rooms)
  readInstanceEvent(server, rooms)
  addTestEvent(server, rooms)
  reprocessEvent(server, rooms)
}
