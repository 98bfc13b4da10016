import { callbackStates } from '../../parts/state-words.ts'
import { DayTime, DueTime } from '../../parts/time.tsx'
import type { Delivery } from './deliveries.ts'

type Told = Pick<
  Delivery,
  'status' | 'nextTryDate' | 'callbackRestsUntil' | 'callbackInactiveReason'
>

/** What comes next of a delivery that was not taken, as a sentence; nothing where nothing comes. */
export function NextStep({ delivery }: { readonly delivery: Told }) {
  const { status, nextTryDate, callbackRestsUntil, callbackInactiveReason } = delivery
  if (status === 'delivered' || status === 'cancelled') return null
  if (callbackInactiveReason !== undefined) return callbackStates[callbackInactiveReason].means
  if (nextTryDate === undefined) return null
  if (callbackRestsUntil !== undefined) {
    return (
      <>
        The callback rests until <DayTime at={callbackRestsUntil} />
      </>
    )
  }
  return (
    <>
      Next try <DueTime at={nextTryDate} />
    </>
  )
}
