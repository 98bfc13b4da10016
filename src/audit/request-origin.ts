/**
 * Where the request under way comes from, so that rooms can report what they do without handing it through every
 * function. It is set at the edge only; work of the platform itself has none.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

export interface RequestOrigin {
  readonly method: string
  /** The path without its query, which may hold secrets. */
  readonly path: string
  readonly address: string
  readonly requestId: string
  readonly userId: number | undefined
  readonly accountId: number | undefined
}

const origins = new AsyncLocalStorage<RequestOrigin>()

/** Runs `work`, and everything it starts, on behalf of a request. */
export function onBehalfOf<T>(origin: RequestOrigin, work: () => T): T {
  return origins.run(origin, work)
}

export function originOfRequest(): RequestOrigin | undefined {
  return origins.getStore()
}
