/** Everything that can be done with the records of one path. */
import type { ResourceAbilities } from '../../../src/catalog/abilities.ts'
import type { Resource } from '../../../src/catalog/element.ts'
import { isJsonObject } from '../../../src/core/json.ts'
import type { Bench } from './bench.ts'
import { idOf, primaryKeyOf, told, unknownIdLike, type Row } from './connection.ts'
import type { Collection } from './definition.ts'
import { measureList } from './measure-list.ts'
import { measureOrder } from './measure-order.ts'
import { measureWhere } from './measure-where.ts'
import { measureWrites } from './measure-writes.ts'
import { bestPlace, givenValue } from './places.ts'

export async function measureCollection(
  bench: Bench,
  collection: Collection,
): Promise<Omit<ResourceAbilities, 'object'>> {
  const { list, single, record } = collection
  const place = await bestPlace(bench, collection)
  const abilities: Omit<ResourceAbilities, 'object' | 'undeclared' | 'unproven'> = {
    list: false,
    total: false,
    read: false,
    create: false,
    update: false,
    replace: false,
    delete: false,
  }
  if (place === undefined) {
    if (list !== undefined) bench.findings.unproven.add('list')
    if ((single ?? record.GET) !== undefined) bench.findings.unproven.add('read')
  } else {
    const rows = list === undefined ? [] : await measureReading(bench, list, place, abilities)
    if (single !== undefined) abilities.read = await readAt(bench, single, place)
    if (record.GET !== undefined) {
      abilities.read = await readRecord(bench, collection, record.GET, place, rows)
    }
    await refusesUnknownParents(bench, collection)
  }
  const { isReadById, ...writes } = await measureWrites(bench, collection)
  Object.assign(abilities, writes)
  if (isReadById && bench.findings.unproven.delete('read')) abilities.read = true
  const { undeclared, unproven } = bench.findings
  return { ...abilities, undeclared: [...undeclared].sort(), unproven: [...unproven].sort() }
}

type Mutable<Value> = { -readonly [Name in keyof Value]: Value[Name] }

async function measureReading(
  bench: Bench,
  list: Resource,
  place: string,
  abilities: Mutable<
    Pick<ResourceAbilities, 'list' | 'total' | 'page' | 'fields' | 'where' | 'orderBy'>
  >,
): Promise<readonly Row[]> {
  const found = await measureList(bench, list, place)
  if (found === undefined) return []
  const { rows, largest, by, hasTotal, fields } = found
  abilities.list = true
  abilities.page = { largest, by }
  abilities.total = hasTotal
  if (fields !== undefined) abilities.fields = fields
  const where = await measureWhere(bench, list, place, rows)
  if (where !== undefined) {
    abilities.where = { narrows: [...where.narrows], accepted: [...where.accepted] }
  }
  const orderBy = await measureOrder(bench, list, place)
  if (orderBy !== undefined) abilities.orderBy = [...orderBy]
  return rows
}

async function readAt(bench: Bench, resource: Resource, place: string): Promise<boolean> {
  const answer = await bench.connection.send('GET', place)
  if (answer.status === 200 && isJsonObject(answer.body)) {
    bench.check(resource, answer.body)
    return true
  }
  bench.failing(resource)('read', `answered ${told(answer)}`)
  return false
}

/** The first record of the list, and one that is not there. */
async function readRecord(
  bench: Bench,
  { path, list }: Collection,
  resource: Resource,
  place: string,
  rows: readonly Row[],
): Promise<boolean> {
  const fail = bench.failing(resource)
  const primaryKey = primaryKeyOf(list ?? resource)
  const id = givenValue(bench.example, path) ?? idOf(rows[0], primaryKey)
  const unknown = await bench.connection.send('GET', `${place}/${unknownIdLike(id)}`)
  if (unknown.status !== 404) fail('unknown', `an unknown id answered ${told(unknown)}`)
  if (id === undefined) {
    bench.findings.unproven.add('read')
    return false
  }
  const address = `${place}/${encodeURIComponent(id)}`
  const answer = await bench.connection.send('GET', address)
  if (answer.status !== 200 || !isJsonObject(answer.body)) {
    fail('read', `${address} answered ${told(answer)}`)
    return false
  }
  if (idOf(answer.body, primaryKeyOf(resource)) !== id) fail('read', `${address} has another id`)
  bench.check(resource, answer.body)
  return true
}

/** What stands below a record that is not there, is not there either. */
async function refusesUnknownParents(
  bench: Bench,
  { path, list, single }: Collection,
): Promise<void> {
  const resource = list ?? single
  if (resource === undefined || !path.includes('{')) return
  const answer = await bench.connection.send('GET', path.replaceAll(/\{[^}]+\}/g, '987654321'))
  if (answer.status !== 404) {
    bench.failing(resource)('unknown', `below an unknown record it answered ${told(answer)}`)
  }
}
