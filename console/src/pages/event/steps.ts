/** How the last step of an event's way stands. Pure. */
import { eventStates, type EventState } from '../../parts/state-words.ts'
import type { Delivery } from '../events/event.ts'

export type Sign = 'done' | 'open' | 'over' | 'late' | 'failed'

interface DeliveredStep {
  readonly sign: Sign
  /** Where no delivery says why it is so. */
  readonly why?: string
  /** The one that says why it is so. */
  readonly delivery?: Delivery
}

export function deliveredStep(status: EventState, deliveries: readonly Delivery[]): DeliveredStep {
  if (status === 'NOTIFIED') return { sign: 'done' }
  if (deliveries.length === 0) {
    return { sign: 'over', why: 'No callback wanted it: it is kept, and can be pulled' }
  }
  const of = (wanted: Delivery['status']) => deliveries.find((one) => one.status === wanted)
  const late = of('retry')
  if (late !== undefined) return { sign: 'late', delivery: late }
  const open = of('created')
  if (open !== undefined) {
    const isResting = open.callbackRestsUntil !== undefined
    return { sign: isResting ? 'late' : 'open', delivery: open }
  }
  const kept = of('queued')
  if (kept !== undefined) return { sign: 'over', delivery: kept }
  if (of('delivered') !== undefined) return { sign: 'done' }
  return { sign: 'over', why: 'The callbacks that wanted it were deleted' }
}

/** The word of the event's own state: what its badge says. */
export function titleOf({ sign }: DeliveredStep): string {
  return eventStates[sign === 'done' ? 'NOTIFIED' : 'DISPATCHED'].word
}
