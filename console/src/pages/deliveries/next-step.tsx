import { callbackStates } from '../../parts/state-words.ts'
import { DayTime, DueTime } from '../../parts/time.tsx'
import type { Delivery } from './deliveries.ts'

type Told = Pick<Delivery, 'status' | 'nextTryDate' | 'subscription'>

/** Until when nothing is sent, where the callback rests and not the delivery is in the way. */
export function restOf({ status, subscription }: Told): string | undefined {
  return status === 'created' || status === 'retry' ? subscription?.restsUntil : undefined
}

/** What comes next of a delivery that was not taken, as a sentence; nothing where nothing comes. */
export function NextStep({ delivery }: { readonly delivery: Told }) {
  const { status, nextTryDate, subscription } = delivery
  if (status === 'delivered') return null
  const why = subscription?.inactiveReason
  if (why !== undefined) return callbackStates[why].means
  const rest = restOf(delivery)
  if (rest !== undefined) {
    return (
      <>
        The callback rests until <DayTime at={rest} />
      </>
    )
  }
  if (nextTryDate === undefined) return null
  return (
    <>
      Next try <DueTime at={nextTryDate} />
    </>
  )
}
