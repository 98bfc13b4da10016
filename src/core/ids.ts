import { randomBytes, randomUUID } from 'node:crypto'

/** Id of one request: 24 lower-case hex characters, as old clients expect in `Elements-Request-Id`. */
export function newRequestId(): string {
  return randomBytes(12).toString('hex')
}

/** A user secret or instance token: base64 of 32 random bytes (44 characters, the last is `=`). */
export function newSecret(): string {
  return randomBytes(32).toString('base64')
}

/** An organization secret: 32 lower-case hex characters. */
export function newOrganizationSecret(): string {
  return randomBytes(16).toString('hex')
}

/** Id of a row nobody needs to type: a random UUID. */
export function newRowId(): string {
  return randomUUID()
}
