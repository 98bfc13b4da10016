/** What a connect session is at a moment. Pure. */
import { PlatformError } from '../../core/errors.ts'
import type { ConnectSessionRow } from './connect-session-store.ts'
import type { ConnectReason } from './reasons.ts'

/**
 * - `pending`: nothing has come of it yet
 * - `failed`: the last try failed for `reason`; the person may try again until the session expires
 * - `connected`, `expired`, `revoked`: over
 */
export type ConnectState = 'pending' | 'failed' | 'connected' | 'expired' | 'revoked'

type Judged = Pick<ConnectSessionRow, 'outcome' | 'expires_at' | 'last_reason' | 'claimed_until'>

export function stateOf(row: Judged, now: number): ConnectState {
  if (row.outcome !== null) return row.outcome
  if (row.expires_at.getTime() <= now) return 'expired'
  const isUnderWay = row.claimed_until !== null && row.claimed_until.getTime() > now
  return row.last_reason !== null && !isUnderWay ? 'failed' : 'pending'
}

export function isOpen(row: Judged, now: number): boolean {
  return row.outcome === null && row.expires_at.getTime() > now
}

const endings = {
  connected: ['already_used', 'This connect session has made its connection'],
  revoked: ['revoked', 'This connect session was revoked'],
  expired: ['expired', 'This connect session has expired'],
} as const satisfies Partial<Record<ConnectState, readonly [ConnectReason, string]>>

/** Throws connect_session_ended with the reason when the session is over. */
export function refuseEnded(row: Judged, now: number): void {
  const state = stateOf(row, now)
  if (state === 'pending' || state === 'failed') return
  const [reason, sentence] = endings[state]
  throw new PlatformError(
    'connect_session_ended',
    `${sentence}. Ask for a new one where you came from`,
    { reason },
  )
}
