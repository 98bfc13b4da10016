import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'

/** The request's body as an object; nothing at all counts as an empty one. */
export function bodyObject(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {}
  if (isJsonObject(body)) return { ...body }
  throw new PlatformError('invalid_request', 'The body must be a JSON object.', {
    details: [{ path: '', message: 'not an object' }],
  })
}

/** Renames a member of old clients; today's name wins when both are there. */
export function rename(body: Record<string, unknown>, from: string, to: string): void {
  if (!(from in body)) return
  if (!(to in body)) body[to] = body[from]
  delete body[from]
}

/** Today's value with the given members on top, one level deep: what a PATCH of an object means. */
export function mergedObject(current: unknown, change: unknown): unknown {
  return isJsonObject(current) && isJsonObject(change) ? { ...current, ...change } : change
}
