import { isJsonObject } from '../core/json.ts'

/**
 * The value without members that are null, at every depth. Elements of lists stay, because their place may mean
 * something. What holds no null comes back as it is.
 */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return withoutNullsInList(value)
  return isJsonObject(value) ? withoutNullsInObject(value) : value
}

function withoutNullsInList(items: readonly unknown[]): readonly unknown[] {
  let changed: unknown[] | undefined
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index]
    const kept = withoutNulls(item)
    if (kept === item) continue
    changed ??= items.slice()
    changed[index] = kept
  }
  return changed ?? items
}

/** Copies member by member: an object that one was deleted from is slow to write out. */
function withoutNullsInObject(record: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(record)
  let changed: Record<string, unknown> | undefined
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as string
    const member = record[key]
    const kept = withoutNulls(member)
    if (changed === undefined) {
      if (kept === member && member !== null) continue
      changed = {}
      for (let before = 0; before < index; before += 1) {
        const earlier = keys[before] as string
        put(changed, earlier, record[earlier])
      }
    }
    if (member !== null) put(changed, key, kept)
  }
  return changed ?? record
}

function put(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') record[key] = value
  // Set, it would be the prototype and no member.
  else Object.defineProperty(record, key, { value, enumerable: true, writable: true })
}
