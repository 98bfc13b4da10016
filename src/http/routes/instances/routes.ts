import type { Instances } from '../../../instances/instances.ts'
import type { Traces } from '../../../traces/traces.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { changeElementInstance, changeInstance, changeOwnInstance } from './change-instance.ts'
import { countInstances } from './count-instances.ts'
import { createElementInstance, createInstance } from './create-instance.ts'
import { enableInstance, enableOwnInstance } from './enable-instance.ts'
import { instanceConfiguration, ownInstanceConfiguration } from './instance-configuration.ts'
import { listElementInstances, listInstances } from './list-instances.ts'
import { readElementInstance, readInstance } from './read-instance.ts'
import { listQuotas, readQuota } from './read-quotas.ts'
import { removeElementInstance, removeInstance, removeOwnInstance } from './remove-instance.ts'
import { ownTraceLogging, traceLogging } from './trace-logging.ts'

/** Connected accounts, from the first consent to their deletion. */
export function registerInstanceRoutes(
  server: PlatformServer,
  instances: Instances,
  traces: Traces,
): void {
  createInstance(server, instances, traces)
  listInstances(server, instances)
  countInstances(server, instances)
  readInstance(server, instances)
  listQuotas(server, instances)
  readQuota(server, instances)
  changeInstance(server, instances, traces)
  changeOwnInstance(server, instances, traces)
  removeInstance(server, instances)
  removeOwnInstance(server, instances)
  enableInstance(server, instances)
  enableOwnInstance(server, instances)
  traceLogging(server, instances)
  ownTraceLogging(server, instances)
  instanceConfiguration(server, instances)
  ownInstanceConfiguration(server, instances)
  createElementInstance(server, instances, traces)
  listElementInstances(server, instances)
  readElementInstance(server, instances)
  changeElementInstance(server, instances, traces)
  removeElementInstance(server, instances)
}
