import type { Instances } from '../../../instances/instances.ts'
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

/** Connected accounts, from the first consent to their deletion. */
export function registerInstanceRoutes(server: PlatformServer, instances: Instances): void {
  createInstance(server, instances)
  listInstances(server, instances)
  countInstances(server, instances)
  readInstance(server, instances)
  listQuotas(server, instances)
  readQuota(server, instances)
  changeInstance(server, instances)
  changeOwnInstance(server, instances)
  removeInstance(server, instances)
  removeOwnInstance(server, instances)
  enableInstance(server, instances)
  enableOwnInstance(server, instances)
  instanceConfiguration(server, instances)
  ownInstanceConfiguration(server, instances)
  createElementInstance(server, instances)
  listElementInstances(server, instances)
  readElementInstance(server, instances)
  changeElementInstance(server, instances)
  removeElementInstance(server, instances)
}
