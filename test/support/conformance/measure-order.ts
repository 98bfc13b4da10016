import type { Resource } from '../../../src/catalog/element.ts'
import type { Bench } from './bench.ts'
import { told, type Row } from './connection.ts'

/** Every value of `orderBy`: taken, and the records stand in that order where they carry the field. */
export async function measureOrder(
  bench: Bench,
  list: Resource,
  place: string,
): Promise<readonly string[] | undefined> {
  const values = Object.keys(list.hubwright?.orderBy?.values ?? {})
  if (values.length === 0) return undefined
  const fail = bench.failing(list)
  const taken: string[] = []
  for (const orderBy of values) {
    const answer = await bench.connection.send('GET', place, { query: { orderBy } })
    if (answer.status !== 200) {
      fail(`orderBy.${orderBy}`, `answered ${told(answer)}`)
      continue
    }
    taken.push(orderBy)
    if (!isSorted(answer.body as Row[], orderBy)) fail(`orderBy.${orderBy}`, 'is not in order')
  }
  const nonsense = await bench.connection.send('GET', place, {
    query: { orderBy: 'no-such-field asc' },
  })
  if (nonsense.status !== 400) fail('orderBy', `an unknown field answered ${told(nonsense)}`)
  return taken.sort()
}

function isSorted(rows: readonly Row[], orderBy: string): boolean {
  const [field = '', direction] = orderBy.split(' ')
  const keys = rows.map((row) => row[field])
  const sign = direction === 'desc' ? -1 : 1
  if (keys.every((key) => typeof key === 'number')) {
    return keys.every((key, index) => index === 0 || sign * (key - (keys[index - 1] ?? 0)) >= 0)
  }
  if (!keys.every((key) => typeof key === 'string')) return true
  const isInOrder = (compare: (left: string, right: string) => number) =>
    keys.every((key, index) => index === 0 || sign * compare(key, keys[index - 1] ?? '') >= 0)
  return collations.some(isInOrder)
}

/** Which of them a vendor sorts texts by is its own affair. */
const collations = [
  (left: string, right: string) => left.localeCompare(right),
  byCodeUnit,
  (left: string, right: string) => byCodeUnit(left.toLowerCase(), right.toLowerCase()),
]

function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
