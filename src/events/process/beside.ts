/** Work that goes on beside the batches, in so many places, few of them for one organization: of an instance one reading at a time. */
import { setTimeout as delay } from 'node:timers/promises'
import { toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'

export interface BesideParts {
  readonly log: Log
  readonly ended: () => void
  readonly places: number
  /** So many of the places at most are one organization's. */
  readonly placesOfOne: number
}

/** Whose work it is. */
export interface BesideOwner {
  readonly organizationId: number
  /** Of a reading. */
  readonly instanceId?: number
}

export interface Beside {
  /** Instances that are being read, each with its organization. */
  readonly busyInstances: ReadonlyMap<number, number>
  /** False when there is no place, or none for the organization, or the instance is being read. */
  start(work: () => Promise<void>, owner: BesideOwner): boolean
  /** Resolves when nothing is under way any more, after so many milliseconds, or when the signal comes. */
  quiet(longestMs: number, signal: AbortSignal): Promise<void>
  /** The same after some seconds: what is left is taken up when its lease ends. */
  close(): Promise<void>
}

const longestFarewellMs = 8000

export function createBeside(parts: BesideParts): Beside {
  const underWay = new Map<Promise<void>, number>()
  const busyInstances = new Map<number, number>()

  async function run(
    work: () => Promise<void>,
    { organizationId, instanceId }: BesideOwner,
  ): Promise<void> {
    if (instanceId !== undefined) busyInstances.set(instanceId, organizationId)
    try {
      await work()
    } catch (error) {
      // The lease ends by itself, and somebody takes it up.
      parts.log.error({ err: toError(error) }, 'events could not be put off')
    } finally {
      if (instanceId !== undefined) busyInstances.delete(instanceId)
    }
  }

  function isPlaceFor(organizationId: number): boolean {
    const own = [...underWay.values()].filter((id) => id === organizationId)
    return underWay.size < parts.places && own.length < parts.placesOfOne
  }

  async function quiet(longestMs: number, signal?: AbortSignal): Promise<void> {
    const done = new AbortController()
    const until = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal])
    const late = delay(longestMs, undefined, { signal: until }).catch(() => undefined)
    await Promise.race([Promise.all(underWay.keys()), late])
    done.abort()
  }

  return {
    busyInstances,
    start(work, owner) {
      const { organizationId, instanceId } = owner
      if (!isPlaceFor(organizationId)) return false
      if (instanceId !== undefined && busyInstances.has(instanceId)) return false
      const running = run(work, owner).then(() => {
        underWay.delete(running)
        parts.ended()
      })
      underWay.set(running, organizationId)
      return true
    },
    quiet,
    close: () => quiet(longestFarewellMs),
  }
}
