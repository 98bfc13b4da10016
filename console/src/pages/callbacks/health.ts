/** How a callback does. Pure. */
import { callbackStates, type CallbackState } from '../../parts/state-words.ts'
import { failureText } from '../deliveries/words.ts'
import type { Callback } from './callbacks.ts'

type Health = Pick<Callback, 'active' | 'inactiveReason' | 'restsUntil' | 'failures'>

export function stateOf({ active, inactiveReason, restsUntil, failures }: Health): CallbackState {
  if (!active) return inactiveReason ?? 'disabled'
  if (restsUntil !== undefined) return 'resting'
  return failures > 0 ? 'failing' : 'working'
}

/** What there is to say beside the word; undefined where that says it all. */
export function whyOf(callback: Health & Pick<Callback, 'lastFailure'>): string | undefined {
  const { failures, lastFailure } = callback
  const last = lastFailure === undefined ? '' : `${failureText(lastFailure, undefined)} last time.`
  const state = stateOf(callback)
  if (state === 'working') return undefined
  if (state === 'failing') return last
  if (state !== 'resting') return callbackStates[state].means
  return `It failed ${failures} times in a row and is left alone for a while. ${last}`.trim()
}
