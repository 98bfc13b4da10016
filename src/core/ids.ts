import { randomBytes, randomFillSync } from 'node:crypto'

const randomBytesOfId = 6
/** Drawn in one go: every request takes an id, and a draw costs the same for one as for hundreds. */
const drawn = Buffer.alloc(randomBytesOfId * 256)
let used = drawn.length
let millisecond = -1
let begin = ''

/**
 * Id of one request: 24 lower-case hex characters, as old clients expect in `Elements-Request-Id`. Half of it is the
 * time, so that records about requests are filed at the end of their index instead of all over it; it is no secret.
 */
export function newRequestId(): string {
  const now = Date.now()
  if (now !== millisecond) {
    millisecond = now
    begin = now.toString(16).padStart(12, '0')
  }
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += randomBytesOfId
  return begin + drawn.toString('hex', used - randomBytesOfId, used)
}

/** A user secret or instance token: base64 of 32 random bytes (44 characters, the last is `=`). */
export function newSecret(): string {
  return randomBytes(32).toString('base64')
}

/** An organization secret: 32 lower-case hex characters. */
export function newOrganizationSecret(): string {
  return randomBytes(16).toString('hex')
}
