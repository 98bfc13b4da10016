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

function withoutNullsInObject(record: Record<string, unknown>): Record<string, unknown> {
  let changed: Record<string, unknown> | undefined
  for (const key of Object.keys(record)) {
    const member = record[key]
    const kept = withoutNulls(member)
    if (kept === member && member !== null) continue
    changed ??= { ...record }
    if (member === null) delete changed[key]
    else changed[key] = kept
  }
  return changed ?? record
}
