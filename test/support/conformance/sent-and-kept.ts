import { isJsonObject } from '../../../src/core/json.ts'

/**
 * The first member of `sent` that `kept` does not hold as it was sent, as a sentence; undefined when all is there.
 * A member that is absent counts only when `declared` names it: others are words of the request, such as a password.
 */
export function lostOf(
  sent: unknown,
  kept: unknown,
  declared: ReadonlySet<string> = new Set(),
  path = '',
): string | undefined {
  if (Array.isArray(sent)) {
    const items: readonly unknown[] = Array.isArray(kept) ? kept : []
    return firstOf(sent, (item, index) =>
      lostOf(item, items[index], undefined, `${path}[${index}]`),
    )
  }
  if (isJsonObject(sent)) {
    if (!isJsonObject(kept)) return `${path === '' ? 'the record' : path} is not there`
    return firstOf(Object.entries(sent), ([name, value]) => {
      const below = path === '' ? name : `${path}.${name}`
      if (Object.hasOwn(kept, name)) return lostOf(value, kept[name], undefined, below)
      return declared.has(name) ? `${below} is not there` : undefined
    })
  }
  if (kept === sent) return undefined
  return `${path} is ${JSON.stringify(kept)}, sent was ${JSON.stringify(sent)}`
}

function firstOf<Item>(
  items: readonly Item[],
  find: (item: Item, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index)
    if (found !== undefined) return found
  }
  return undefined
}
