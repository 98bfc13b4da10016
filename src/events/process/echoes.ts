/** Which events are the echo of a change made through us. Pure. */
import { echoKey, type EchoCandidate } from '../../hub/own-writes-store.ts'
import type { NormalizedEvent } from '../event.ts'

/** Clocks of the vendor and of ours may differ by so much. */
const toleranceMs = 5000

export interface MaybeEcho {
  readonly event: NormalizedEvent
  readonly instanceId: number
  readonly vendorAccount: string
  /** It was found by asking whether the vendor told everything. */
  readonly isReconciled: boolean
}

export interface Matched<T> {
  /**
   * By event: the write that it is the echo of. Each write has one echo for an instance, and before it one that was found
   * by asking, as then its webhook is still to come.
   */
  readonly echoes: ReadonlyMap<T, number>
  /** May be the echo of a record that is just being made, whose id is not known yet. */
  readonly unclear: ReadonlySet<T>
}

export function matchEchoes<T extends MaybeEcho>(
  events: readonly T[],
  writes: readonly EchoCandidate[],
): Matched<T> {
  const echoes = new Map<T, number>()
  const unclear = new Set<T>()
  const used = new Set<string>()
  for (const item of events) {
    const { instanceId, isReconciled } = item
    const keyOf = ({ id }: EchoCandidate) => echoKey({ writeId: id, instanceId, isReconciled })
    const fitting = writes.filter(
      (write) =>
        write.vendorAccount === item.vendorAccount &&
        write.objectType === item.event.objectType &&
        write.eventType === item.event.eventType &&
        isWithin(write, Date.parse(item.event.date)) &&
        !write.echoedTo.includes(instanceId) &&
        !(isReconciled && write.reconciledTo.includes(instanceId)) &&
        !used.has(keyOf(write)),
    )
    const write = fitting.find(({ objectId }) => objectId === item.event.objectId)
    if (write !== undefined) {
      used.add(keyOf(write))
      echoes.set(item, write.id)
    } else if (
      fitting.some(({ objectId, endedAt }) => objectId === null && endedAt === undefined)
    ) {
      unclear.add(item)
    }
  }
  return { echoes, unclear }
}

/** The event's time has seconds only, so the last of them counts whole. */
function isWithin({ beganAt, endedAt }: EchoCandidate, at: number): boolean {
  const end = endedAt === undefined ? Number.POSITIVE_INFINITY : endedAt.getTime() + toleranceMs
  return at >= beganAt.getTime() - toleranceMs - 999 && at <= end
}
