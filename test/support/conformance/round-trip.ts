/** The steps of a round trip: create, read back, change, delete. Each is told when its answer is not what it says. */
import type { Resource } from '../../../src/catalog/element.ts'
import { isJsonObject } from '../../../src/core/json.ts'
import type { Bench } from './bench.ts'
import { idOf, primaryKeyOf, told, type Row } from './connection.ts'
import type { Collection } from './definition.ts'
import type { Write } from './example-data.ts'
import { declaredNames } from './model-check.ts'
import { filledIn } from './places.ts'
import { lostOf } from './sent-and-kept.ts'

/** A collection at one address. */
export interface Ground {
  readonly collection: Collection
  readonly place: string
}

export function addressOf({ place }: Ground, id: string): string {
  return `${place}/${encodeURIComponent(id)}`
}

/** The body of the example data; without one nothing can be tried, and nobody shall forget it. */
async function bodyFor(
  bench: Bench,
  resource: Resource,
  { path }: Collection,
  word: Exclude<keyof Write, 'in'>,
): Promise<unknown> {
  const body = bench.example.writes?.[path]?.[word]
  if (body !== undefined) return filledIn(bench, body)
  bench.failing(resource)(
    'example',
    `conformance.json has no writes["${path}"].${word}: give a small body, or skip it with a reason`,
  )
  return undefined
}

/** Creates a record and answers its id; empty for an action, which makes none. Undefined when it did not work. */
export async function create(
  bench: Bench,
  resource: Resource,
  ground: Ground,
): Promise<string | undefined> {
  const { collection, place } = ground
  const body = await bodyFor(bench, resource, collection, 'create')
  if (body === undefined) return undefined
  const fail = bench.failing(resource)
  const answer = await bench.connection.send('POST', place, { body })
  if (answer.status !== 200) {
    fail('create', `answered ${told(answer)}`)
    return undefined
  }
  bench.check(resource, answer.body)
  const id = idOf(answer.body, primaryKeyOf(resource)) ?? ''
  const makesRecords = collection.list !== undefined || Object.keys(collection.record).length > 0
  if (!makesRecords) return id
  if (id === '') {
    fail('create', 'the answer has no id')
    return undefined
  }
  tellLost(fail, 'create', 'in the answer', lostOf(body, answer.body, declaredNames(resource)))
  const kept = await readBack(bench, ground, id)
  if (kept !== undefined) tellKept(fail, 'create', body, kept)
  return id
}

interface Kept {
  readonly row: Row | undefined
  /** Members that the row's model names. */
  readonly declared: ReadonlySet<string>
}

/** The record by its id, or in the list when it cannot be read by id; undefined when it can be read nowhere. */
export async function readBack(
  bench: Bench,
  ground: Ground,
  id: string,
): Promise<Kept | undefined> {
  const { list, record } = ground.collection
  if (record.GET !== undefined) {
    const { status, body } = await bench.connection.send('GET', addressOf(ground, id))
    if (status === 200) bench.check(record.GET, body)
    const row = status === 200 && isJsonObject(body) ? body : undefined
    return { row, declared: declaredNames(record.GET) }
  }
  if (list === undefined) return undefined
  const pageSize = bench.definition.largestPage(bench.authentication, list)
  const rows = await bench.connection.rows(ground.place, { pageSize })
  const row = rows?.find((one) => idOf(one, primaryKeyOf(list)) === id)
  return { row, declared: declaredNames(list) }
}

type Fail = ReturnType<Bench['failing']>

function tellKept(fail: Fail, check: string, body: unknown, { row, declared }: Kept): void {
  if (row === undefined) fail(check, 'the record cannot be read back')
  else tellLost(fail, check, 'when read back', lostOf(body, row, declared))
}

function tellLost(fail: Fail, check: string, where: string, lost: string | undefined): void {
  if (lost !== undefined) fail(check, `${lost} ${where}`)
}

/** Changes what stands at an address. True when the change was taken. */
export async function change(
  bench: Bench,
  resource: Resource,
  { collection }: Ground,
  address: string,
  reread: () => Promise<Kept | undefined>,
): Promise<boolean> {
  const word = resource.method === 'PUT' ? 'replace' : 'update'
  const body = await bodyFor(bench, resource, collection, word)
  if (body === undefined) return false
  const fail = bench.failing(resource)
  const answer = await bench.connection.send(resource.method, address, { body })
  if (answer.status !== 200) {
    fail(word, `answered ${told(answer)}`)
    return false
  }
  bench.check(resource, answer.body)
  tellLost(fail, word, 'in the answer', lostOf(body, answer.body, declaredNames(resource)))
  const kept = await reread()
  if (kept !== undefined) tellKept(fail, word, body, kept)
  return true
}

/** Deletes what stands at an address. True when the deletion was taken. */
export async function remove(
  bench: Bench,
  resource: Resource,
  address: string,
  isLeft: () => Promise<boolean>,
): Promise<boolean> {
  const answer = await bench.connection.send('DELETE', address)
  const fail = bench.failing(resource)
  if (answer.status !== 200) fail('delete', `answered ${told(answer)}`)
  else if (await isLeft()) fail('delete', 'what was deleted is still there')
  return answer.status === 200
}
