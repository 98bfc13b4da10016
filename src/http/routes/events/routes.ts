import type { Clock } from '../../../core/clock.ts'
import type { EventLog } from '../../../events/log/event-log.ts'
import type { Processing } from '../../../events/process/processing.ts'
import type { Instances } from '../../../instances/instances.ts'
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
  readonly eventLog: EventLog
  readonly processing: Pick<Processing, 'reprocess'>
  readonly instances: Pick<Instances, 'checkOwned' | 'connectionOf'>
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
