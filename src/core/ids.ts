import { randomBytes, randomFillSync } from 'node:crypto'

const requestIdBytes = 12
/** Drawn in one go: every request takes an id, and a draw costs the same for one as for hundreds. */
const drawn = Buffer.alloc(requestIdBytes * 256)
let used = drawn.length

/** Id of one request: 24 lower-case hex characters, as old clients expect in `Elements-Request-Id`. */
export function newRequestId(): string {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += requestIdBytes
  return drawn.toString('hex', used - requestIdBytes, used)
}

/** A user secret or instance token: base64 of 32 random bytes (44 characters, the last is `=`). */
export function newSecret(): string {
  return randomBytes(32).toString('base64')
}

/** An organization secret: 32 lower-case hex characters. */
export function newOrganizationSecret(): string {
  return randomBytes(16).toString('hex')
}
