/** Work that goes on beside the batches, in so many places: of an instance no more than one reading at a time. */
import { setTimeout as delay } from 'node:timers/promises'
import { toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'

export interface Beside {
  /** Instances that are being read. */
  readonly busyInstances: ReadonlySet<number>
  /** False when there is no place, or the instance is being read. */
  start(work: () => Promise<void>, instanceId?: number): boolean
  /** Resolves when nothing is under way, or after some seconds: what is left is taken up when its lease ends. */
  close(): Promise<void>
}

const places = 32
const longestFarewellMs = 8000

export function createBeside(parts: { readonly log: Log; readonly ended: () => void }): Beside {
  const underWay = new Set<Promise<void>>()
  const busyInstances = new Set<number>()

  async function run(work: () => Promise<void>, instanceId: number | undefined): Promise<void> {
    if (instanceId !== undefined) busyInstances.add(instanceId)
    try {
      await work()
    } catch (error) {
      // The lease ends by itself, and somebody takes it up.
      parts.log.error({ err: toError(error) }, 'events could not be put off')
    } finally {
      if (instanceId !== undefined) busyInstances.delete(instanceId)
    }
  }

  return {
    busyInstances,
    start(work, instanceId) {
      if (underWay.size >= places) return false
      if (instanceId !== undefined && busyInstances.has(instanceId)) return false
      const running = run(work, instanceId).then(() => {
        underWay.delete(running)
        parts.ended()
      })
      underWay.add(running)
      return true
    },
    async close() {
      const done = new AbortController()
      const late = delay(longestFarewellMs, undefined, { signal: done.signal }).catch(
        () => undefined,
      )
      await Promise.race([Promise.all(underWay), late])
      done.abort()
    },
  }
}
