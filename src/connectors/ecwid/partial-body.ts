import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'

/** The request's body as an object; nothing at all counts as an empty one. */
export function bodyObject(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {}
  if (isJsonObject(body)) return { ...body }
  throw wrongMember('', 'must be a JSON object')
}

/** A 400 that names the member of the body at a JSON pointer, and what is wrong with it. */
export function wrongMember(path: string, message: string): PlatformError {
  const name = path === '' ? 'The body' : path.slice(1).replaceAll('/', '.')
  return new PlatformError('invalid_request', `${name} ${message}.`, {
    details: [{ path, message }],
  })
}

/** Renames a member of old clients; today's name wins when both are there. */
export function rename(body: Record<string, unknown>, from: string, to: string): void {
  if (!(from in body)) return
  if (!(to in body)) body[to] = body[from]
  delete body[from]
}

/**
 * A change whose objects are completed from the record as it is, because the vendor replaces them whole. `read` is
 * called only when there is an object in it.
 */
export async function completedChange(
  body: unknown,
  read: () => Promise<unknown>,
): Promise<Record<string, unknown>> {
  const change = bodyObject(body)
  return Object.values(change).some(isJsonObject) ? mergedMembers(await read(), change) : change
}

/** The members of a change, each merged into what the record has under that name. */
export function mergedMembers(
  current: unknown,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const record = isJsonObject(current) ? current : {}
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [name, mergedObject(record[name], value)]),
  )
}

/** Today's value with the given members on top, one level deep: what a PATCH of an object means. */
export function mergedObject(current: unknown, change: unknown): unknown {
  return isJsonObject(current) && isJsonObject(change) ? { ...current, ...change } : change
}
