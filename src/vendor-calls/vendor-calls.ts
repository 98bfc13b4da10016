/**
 * One call to a vendor: build, authenticate, wait for the quota, send, read. Used by the hub and by provisioning.
 *
 * The room promises: what a definition says is what the vendor gets; credentials leave only towards the
 * addresses of the definition; a vendor's failure becomes one coded error with the vendor's words in it;
 * nothing is sent twice that could act twice. It keeps no state but compiled plans, which follow the
 * connector they belong to.
 */
import type { Resource } from '../catalog/element.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Sender } from '../net/sender.ts'
import type { Budgets } from './budget.ts'
import { callResource } from './call-resource.ts'
import type { ResourceAnswer, ResourceRequest, VendorConnection } from './connection.ts'
import { createDispatch } from './dispatch.ts'
import { runLifecycle, type LifecycleOptions, type LifecycleOutcome } from './lifecycle.ts'
import { proxy, type ProxyAnswer, type ProxyRequest } from './proxy.ts'

export interface VendorCallsParts {
  sender: Sender
  budgets: Budgets
  clock: Clock
  /** A number in [0, 1), for the jitter of retries. */
  random: () => number
  log: Log
  /** Waits; tests hand in one that does not. */
  pause?: (delayMs: number) => Promise<void>
}

export interface VendorCalls {
  /**
   * Calls a resource of the connection's connector and answers in our shape. Throws `PlatformError`:
   * 400 for a question the resource cannot be asked, the mapped vendor error, 502 for an answer that cannot be read.
   */
  callResource(
    connection: VendorConnection,
    resource: Resource,
    request: ResourceRequest,
  ): Promise<ResourceAnswer>
  /** Sends a raw request below `base.url` with the connection's credentials; status and body come back untouched. */
  proxy(connection: VendorConnection, request: ProxyRequest): Promise<ProxyAnswer>
  /**
   * Runs every resource of a lifecycle type that the connection's authentication can use, in the definition's order. The answer's `configuration` holds the values
   * that `source: response` parameters and hooks produced (they are also given to `saveConfiguration` where present).
   * Does nothing for a connector without such resources (`ran` is 0). Throws what `callResource` throws.
   */
  runLifecycle(
    connection: VendorConnection,
    type: NonNullable<Resource['type']>,
    options?: LifecycleOptions,
  ): Promise<LifecycleOutcome>
}

export function createVendorCalls(parts: VendorCallsParts): VendorCalls {
  const dispatch = createDispatch(parts)
  const room = { dispatch, clock: parts.clock, log: parts.log }
  return {
    callResource: (connection, resource, request) =>
      callResource(room, connection, resource, request),
    proxy: (connection, request) => proxy(room, connection, request),
    runLifecycle: (connection, type, options) => runLifecycle(room, connection, type, options),
  }
}
