/** What an error of the database means for us: judged by SQLSTATE and by the errno of the socket. */

const lostConnectionErrnos = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  // The Unix socket's file is gone while the private server restarts.
  'ENOENT',
  'ETIMEDOUT',
])

/** admin_shutdown, crash_shutdown, cannot_connect_now (starting up or recovering). */
const lostConnectionStates = new Set(['57P01', '57P02', '57P03'])

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** True when the connection was lost or refused, so that nothing is known about a statement in flight. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== undefined) {
    return code.startsWith('08') || lostConnectionStates.has(code) || lostConnectionErrnos.has(code)
  }
  // node-postgres has no code for these.
  return (
    error instanceof Error &&
    /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
  )
}

/** True for a serialization failure or a deadlock: the whole transaction was rolled back and may run again. */
export function isRepeatableConflict(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01'
}

/** True when a unique key forbade the row; `constraint` narrows it to one key. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false
  if (constraint === undefined) return true
  return (
    typeof error === 'object' &&
    error !== null &&
    'constraint' in error &&
    error.constraint === constraint
  )
}

/** True when a value of the statement is one that the database can never take (class 22, data exception). */
export function isBadValue(error: unknown): boolean {
  return codeOf(error)?.length === 5 && codeOf(error)?.startsWith('22') === true
}

/** True when no connection of the pool came free in time; node-postgres has no code for it. */
export function isPoolTimeout(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('timeout exceeded when trying')
}

/**
 * True when the same statement may go through later: the connection was lost, the transaction met another one, or there
 * was no room or no time for it (classes 53, 55 and 57).
 */
export function mayPassLater(error: unknown): boolean {
  if (isConnectionLoss(error) || isRepeatableConflict(error) || isPoolTimeout(error)) return true
  return /^5[357]/.test(codeOf(error) ?? '')
}

/** True when a row has no partition yet, as when a day's table was not made in time. */
export function isMissingPartition(error: unknown): boolean {
  return (
    codeOf(error) === '23514' &&
    error instanceof Error &&
    error.message.startsWith('no partition of relation')
  )
}
