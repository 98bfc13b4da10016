import type { Catalog } from '../../../catalog/catalog.ts'
import type { Instances } from '../../../instances/instances.ts'
import type { Traces } from '../../../traces/traces.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { listOwnTraces, listTraces } from './list-traces.ts'
import { readProvisioningTrace } from './read-provisioning-trace.ts'
import { readOwnTrace, readTrace } from './read-trace.ts'

export interface TraceRooms {
  traces: Pick<Traces, 'list' | 'read'>
  instances: Pick<Instances, 'checkOwned'>
  catalog: Catalog
}

/** What was said in calls, while somebody wanted to know. */
export function registerTraceRoutes(server: PlatformServer, rooms: TraceRooms): void {
  listTraces(server, rooms)
  listOwnTraces(server, rooms)
  readTrace(server, rooms)
  readOwnTrace(server, rooms)
  readProvisioningTrace(server, rooms)
}
