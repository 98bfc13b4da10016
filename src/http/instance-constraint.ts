/**
 * A word for the router: does the request name an instance? `/hubs/{key}/elements` belongs to the catalog, but
 * with an Element token it is a call of the resource `elements`. So a fixed path below a hub is only found by
 * requests that name no instance, and the others fall through to the hub's wildcard.
 */
import type { FastifyHttpOptions } from 'fastify'
import type { Server } from 'node:http'
import { namesInstance } from './hub-paths.ts'
import type { PlatformServer } from './platform-server.ts'

const key = 'namesInstance'

type RouterOptions = NonNullable<FastifyHttpOptions<Server>['routerOptions']>
type Constraint = NonNullable<RouterOptions['constraints']>[string]

export const instanceConstraint: Constraint = {
  name: key,
  storage() {
    const handlers = new Map<string, unknown>()
    return {
      get: (value) => (handlers.get(value) ?? null) as never,
      set: (value, handler) => void handlers.set(value, handler),
    }
  },
  deriveConstraint: ({ headers }) => (namesInstance(headers.authorization) ? 'yes' : 'no'),
  validate() {},
  mustMatchWhenDerived: false,
}

/** Puts the constraint on every such path that is registered from now on. */
export function keepCatalogOffHubCalls(server: PlatformServer): void {
  server.addHook('onRoute', (options) => {
    const isBelowHub = /\/hubs\/:\w+\/[\w-]+$/.test(options.url)
    if (isBelowHub && options.config?.access !== 'instance') {
      options.constraints = { ...options.constraints, [key]: 'no' }
    }
  })
}
