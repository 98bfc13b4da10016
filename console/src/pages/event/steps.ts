/** How the last step of an event's way stands. Pure. */
import type { Delivery } from '../events/event.ts'
import type { EventState } from '../events/words.ts'

export type Sign = 'done' | 'open' | 'over' | 'late' | 'failed'

interface DeliveredStep {
  readonly sign: Sign
  readonly title: string
  /** The one that says why it is so. */
  readonly delivery?: Delivery
}

export function deliveredStep(status: EventState, deliveries: readonly Delivery[]): DeliveredStep {
  if (status === 'NOTIFIED') return { sign: 'done', title: 'Delivered' }
  const of = (wanted: Delivery['status']) => deliveries.find((one) => one.status === wanted)
  const retried = of('retry')
  if (retried !== undefined) {
    return { sign: 'late', title: 'Not delivered yet', delivery: retried }
  }
  const open = of('created')
  if (open !== undefined) {
    const isKept = open.subscription?.inactiveReason !== undefined
    return {
      sign: isKept ? 'over' : 'open',
      title: isKept ? 'Kept' : 'To be delivered',
      delivery: open,
    }
  }
  const queued = of('queued')
  if (queued !== undefined) return { sign: 'over', title: 'Kept until asked for', delivery: queued }
  return deliveries.length === 0
    ? { sign: 'over', title: 'Kept: no callback is subscribed' }
    : { sign: 'done', title: 'Delivered' }
}
