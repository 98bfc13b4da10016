/**
 * A minute's quota as a sliding window of ten-second slots: pure arithmetic on the row that budget-store.ts
 * keeps. Seven slots are counted, so what is granted in any sixty seconds stays within the limit.
 */
const slotMs = 10_000
const countedSlots = 7

export interface WindowState {
  /** Start of the newest slot, milliseconds since 1970. */
  readonly startedAt: number
  /** Granted per slot, the newest first. */
  readonly slots: readonly number[]
}

export interface Grant {
  readonly state: WindowState
  readonly granted: number
  /** When asking again makes sense; 0 when something was granted. */
  readonly retryAt: number
}

export function grant(
  state: WindowState | undefined,
  want: number,
  limit: number,
  now: number,
): Grant {
  const startedAt = now - (now % slotMs)
  const slots = shifted(state, startedAt)
  const used = slots.reduce((sum, count) => sum + count, 0)
  const granted = Math.max(0, Math.min(want, limit - used))
  slots[0] = (slots[0] ?? 0) + granted
  return {
    state: { startedAt, slots },
    granted,
    retryAt: granted > 0 ? 0 : firstRelease(slots, startedAt),
  }
}

/** What was granted within about the last minute; slots count whole, so up to ten seconds more. */
export function takenLately(state: WindowState, now: number): number {
  return shifted(state, now - (now % slotMs)).reduce((sum, count) => sum + count, 0)
}

function shifted(state: WindowState | undefined, startedAt: number): number[] {
  const empty = Array.from({ length: countedSlots }, () => 0)
  if (state === undefined) return empty
  const passed = Math.round((startedAt - state.startedAt) / slotMs)
  // A clock that was set back keeps the slots: granting less is the safe side.
  if (passed <= 0) return empty.map((_, index) => state.slots[index] ?? 0)
  return empty.map((_, index) => state.slots[index - passed] ?? 0)
}

/** When the oldest slot with grants leaves the window. */
function firstRelease(slots: readonly number[], startedAt: number): number {
  const oldest = slots.findLastIndex((count) => count > 0)
  return startedAt + (countedSlots - Math.max(0, oldest)) * slotMs
}
