/** Tells other rooms that an instance is about to be deleted, while it still has its credentials. */
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'

/** May ask the vendor; must be done by the deadline, in milliseconds since 1970. */
export type RemovingListener = (id: number, deadline: number) => Promise<void>

export interface Removing {
  /** Never throws: what fails is logged and blocks no deletion. */
  readonly removing: (id: number, deadline: number) => Promise<void>
  onRemoving(listener: RemovingListener): void
}

export function createRemoving(log: Log): Removing {
  const listeners: RemovingListener[] = []
  return {
    async removing(id, deadline) {
      for (const listener of listeners) {
        try {
          await listener(id, deadline)
        } catch (error) {
          log.warn({ err: toError(error), instanceId: id }, 'what precedes a deletion failed')
        }
      }
    },
    onRemoving: (listener) => void listeners.push(listener),
  }
}
