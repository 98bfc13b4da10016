/** The token of the next page of a list that is walked from a place on: where the page before ended. Opaque to callers. */
import { PlatformError } from './errors.ts'

/** @param place none of its parts holds a space */
export function writePageToken(...place: readonly (string | number)[]): string {
  return Buffer.from(place.join(' ')).toString('base64url')
}

/**
 * The parts of a place.
 * @param shape matches the whole place, with a group for each part
 * @throws invalid_request for what is no token of this list
 */
export function readPageToken(token: string, shape: RegExp): readonly string[] {
  const match = shape.exec(Buffer.from(token, 'base64url').toString('latin1'))
  if (match !== null) return match.slice(1)
  const message =
    "The 'nextPage' token cannot be read; use the value of Elements-Next-Page-Token as it came"
  throw new PlatformError('invalid_request', message, { details: [{ path: 'nextPage', message }] })
}

/** The place in a list that is walked by id; undefined at its beginning. Throws as above. */
export function readIdToken(token: string | undefined): number | undefined {
  return token === undefined ? undefined : Number(readPageToken(token, /^(\d{1,15})$/)[0])
}
