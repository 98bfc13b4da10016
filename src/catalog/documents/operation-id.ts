/** Names of operations, made of method and path alone, so that generated clients keep theirs from release to release. */
import type { Resource } from '../element.ts'
import { segmentsOf, type PathSegment } from '../resource-path.ts'

const verbs: Readonly<Record<Resource['method'], string>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
}

/** The one variable that counts as a word: the generic routes are named after it. */
const objectName = 'objectName'

/**
 * `GET /orders` getOrders, `POST /carts/{id}/orders` createCartOrder, `GET /orders/{id}` getOrderById.
 * The path carries no hub. Words are made singular by rule of thumb (`taxes` becomes `taxe`), because these
 * names are known to clients as they are.
 */
export function operationIdOf(method: Resource['method'], path: string): string {
  const segments = segmentsOf(path)
  const last = segments.at(-1)
  const byVariable = last !== undefined && 'variable' in last ? last.variable : undefined
  const named = byVariable === undefined ? segments : segments.slice(0, -1)
  const kept = named.flatMap((segment) => wordOf(segment))
  const words = kept.map((word, index) => {
    const lastWord = index === kept.length - 1
    const singular = method === 'POST' || (byVariable !== undefined && lastWord)
    return capitalised(singular && word !== objectName ? singularOf(word) : word)
  })
  const by = byVariable === undefined ? '' : `By${upperFirst(byVariable)}`
  return `${verbs[method]}${words.join('')}${by}`
}

/** Numbers operations that would share a name: the second gets 2, the third 3. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    let candidate = name
    for (let count = 2; taken.has(candidate); count += 1) candidate = `${name}${count}`
    taken.add(candidate)
    return candidate
  }
}

function wordOf(segment: PathSegment): readonly string[] {
  if ('word' in segment) return [segment.word]
  return segment.variable === objectName ? [objectName] : []
}

function singularOf(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.endsWith('s') ? word.slice(0, -1) : word
}

function capitalised(word: string): string {
  return word.split('-').map(upperFirst).join('')
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
