import type { Clock } from '../../../core/clock.ts'
import type { UsageAnalyticsStore } from '../../../hub/usage-analytics-store.ts'
import type { UsageStore } from '../../../hub/usage-store.ts'
import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callActivity, callStatuses, callTimes, connectorActivity } from './call-analytics.ts'
import {
  formulaInstanceActivity,
  instanceActivity,
  instancesCreated,
} from './instance-analytics.ts'
import { instanceHealth } from './instance-health.ts'
import { listUsage } from './list-usage.ts'
import { readUsage } from './read-usage.ts'

export interface UsageRooms {
  /** Puts waiting records into the database, so that a call's own record is there to be read. */
  usage: { flush(): Promise<void> }
  usageStore: Pick<UsageStore, 'list' | 'find'>
  usageAnalytics: UsageAnalyticsStore
  instances: Pick<Instances, 'countCreated'>
  /** Name of a connector for people; undefined for one that is gone. */
  connectorName: (key: string) => string | undefined
  clock: Clock
}

/** What was asked of connected accounts. */
export function registerUsageRoutes(server: PlatformServer, rooms: UsageRooms): void {
  listUsage(server, rooms)
  readUsage(server, rooms)
  callActivity(server, rooms)
  connectorActivity(server, rooms)
  callStatuses(server, rooms)
  callTimes(server, rooms)
  instanceActivity(server, rooms)
  instancesCreated(server, rooms)
  instanceHealth(server, rooms)
  formulaInstanceActivity(server, rooms)
}
