/** Round trips: what was created is read, what was changed is read changed, what was deleted is gone. */
import type { Resource } from '../../../src/catalog/element.ts'
import { isJsonObject } from '../../../src/core/json.ts'
import type { Bench } from './bench.ts'
import { idOf, primaryKeyOf, told, type Row } from './connection.ts'
import type { Collection } from './definition.ts'
import { filledIn, placesOf } from './places.ts'

export interface WriteFindings {
  create: boolean
  update: boolean
  replace: boolean
  delete: boolean
}

/** A collection at an address of its own, with the records that were made to get there. */
interface Ground {
  readonly place: string
  readonly made: readonly string[]
}

export async function measureWrites(bench: Bench, collection: Collection): Promise<WriteFindings> {
  const done = { create: false, update: false, replace: false, delete: false }
  const { own, record } = collection
  if (own.POST === undefined && Object.keys({ ...own, ...record }).every((one) => one === 'GET'))
    return done
  const ground = await prepare(bench, collection)
  if (ground === undefined) return done
  if (own.POST === undefined) {
    await changeExisting(bench, collection, ground.place, done)
  } else {
    const id = await create(bench, collection, own.POST, ground.place)
    if (id !== undefined) {
      done.create = true
      await changeAndDelete(bench, collection, ground.place, id, done)
    }
    if (own.DELETE !== undefined) {
      // Something must be there to be cleared.
      if (record.DELETE !== undefined && id !== undefined)
        await create(bench, collection, own.POST, ground.place)
      done.delete = (await remove(bench, own.DELETE, ground.place, collection)) || done.delete
    }
  }
  await changeSingle(bench, collection, ground.place, done)
  for (const address of ground.made.toReversed()) await bench.connection.send('DELETE', address)
  return done
}

/** Makes the records that example data asks for; undefined when there is no place to write at. */
async function prepare(
  bench: Bench,
  { path, own, record }: Collection,
): Promise<Ground | undefined> {
  const ids = new Map<string, string>()
  const made: string[] = []
  for (const [parent, body] of Object.entries(bench.example.writes?.[path]?.in ?? {})) {
    const [place] = await placesOf(bench, parent, ids)
    const answer = await bench.connection.send('POST', place ?? parent, {
      body: await filledIn(bench, body),
    })
    const model = bench.collections.find((one) => one.path === parent)
    const id = idOf(answer.body, primaryKeyOf(model?.own.POST))
    if (answer.status !== 200 || id === undefined) {
      throw new Error(
        `conformance.json: ${path} needs a record of ${parent}, which answered ${told(answer)}`,
      )
    }
    ids.set(parent, id)
    made.push(`${place ?? parent}/${encodeURIComponent(id)}`)
  }
  const [place] = await placesOf(bench, path, ids)
  if (place !== undefined) return { place, made }
  for (const resource of Object.values({ ...own, ...record })) {
    bench.failing(resource)(
      'example',
      'there is no record to stand below: give `in` or `values` in conformance.json',
    )
  }
  return undefined
}

type Word = 'create' | 'update' | 'replace'

/** The body of the example data; without one nothing can be tried, and nobody shall forget it. */
async function bodyFor(
  bench: Bench,
  resource: Resource,
  collection: Collection,
  word: Word,
): Promise<unknown> {
  const body = bench.example.writes?.[collection.path]?.[word]
  if (body !== undefined) return filledIn(bench, body)
  bench.failing(resource)(
    'example',
    `conformance.json has no writes["${collection.path}"].${word}: give a small body, or skip it with a reason`,
  )
  return undefined
}

async function create(
  bench: Bench,
  collection: Collection,
  resource: Resource,
  place: string,
): Promise<string | undefined> {
  const body = await bodyFor(bench, resource, collection, 'create')
  if (body === undefined) return undefined
  const fail = bench.failing(resource)
  const answer = await bench.connection.send('POST', place, { body })
  if (answer.status !== 200) {
    fail('create', `answered ${told(answer)}`)
    return undefined
  }
  bench.check(resource, answer.body)
  const missing = missingFrom(answer.body, body)
  if (missing !== undefined) fail('create', `the answer does not hold what was sent: ${missing}`)
  // An action answers what it did and makes no record.
  const id = idOf(answer.body, primaryKeyOf(resource)) ?? ''
  const kept = await readBack(bench, collection, place, id)
  if (kept === undefined) return id
  if (id === '') fail('create', 'the answer has no id')
  else if (kept.row === undefined) fail('create', `the new record is not found at ${kept.where}`)
  else {
    const lost = missingFrom(kept.row, body)
    if (lost !== undefined) fail('create', `is read back without ${lost}`)
  }
  return id
}

/** How a record is read: by its id, or in the list. Undefined when neither can be. */
async function readBack(
  bench: Bench,
  { list, record }: Collection,
  place: string,
  id: string,
): Promise<{ row: Row | undefined; where: string } | undefined> {
  if (record.GET !== undefined) {
    const where = `${place}/${encodeURIComponent(id)}`
    const answer = await bench.connection.send('GET', where)
    if (answer.status === 200) bench.check(record.GET, answer.body)
    const isThere = answer.status === 200 && isJsonObject(answer.body)
    return { row: isThere ? (answer.body as Row) : undefined, where }
  }
  if (list === undefined) return undefined
  const rows = await bench.connection.rows(place, { pageSize: 5000 })
  return { row: rows?.find((one) => idOf(one, primaryKeyOf(list)) === id), where: place }
}

async function changeAndDelete(
  bench: Bench,
  collection: Collection,
  place: string,
  id: string,
  done: WriteFindings,
): Promise<void> {
  const { PATCH, PUT, DELETE } = collection.record
  const address = `${place}/${encodeURIComponent(id)}`
  const reread = async () => (await readBack(bench, collection, place, id))?.row
  if (PATCH !== undefined)
    done.update = await change(bench, collection, PATCH, address, 'update', reread)
  if (PUT !== undefined)
    done.replace = await change(bench, collection, PUT, address, 'replace', reread)
  if (DELETE === undefined) return
  const answer = await bench.connection.send('DELETE', address)
  done.delete = answer.status === 200
  if (!done.delete) bench.failing(DELETE)('delete', `answered ${told(answer)}`)
  else if ((await reread()) !== undefined)
    bench.failing(DELETE)('delete', 'the record is still there')
}

async function change(
  bench: Bench,
  collection: Collection,
  resource: Resource,
  address: string,
  word: 'update' | 'replace',
  reread: () => Promise<Row | undefined>,
): Promise<boolean> {
  const body = await bodyFor(bench, resource, collection, word)
  if (body === undefined) return false
  const fail = bench.failing(resource)
  const answer = await bench.connection.send(resource.method, address, { body })
  if (answer.status !== 200) {
    fail(word, `answered ${told(answer)}`)
    return false
  }
  bench.check(resource, answer.body)
  const row = await reread()
  for (const [value, what] of [
    [answer.body, 'the answer does not hold'],
    [row, 'is read back without'],
  ] as const) {
    const missing = value === undefined ? undefined : missingFrom(value, body)
    if (missing !== undefined) fail(word, `${what} ${missing}`)
  }
  return true
}

/** Records that can be changed or deleted and not created: one that is there, the last so that others stay first. */
async function changeExisting(
  bench: Bench,
  collection: Collection,
  place: string,
  done: WriteFindings,
): Promise<void> {
  const { list, path, record } = collection
  const operations = Object.values(record).filter(({ method }) => method !== 'GET')
  if (operations.length === 0) return
  const [given] = await placesOf(bench, `${path}/{id}`)
  const named = Object.entries(bench.example.values ?? {}).find(
    ([prefix]) => prefix.replace(/\/\{[^/]+\}$/, '') === path,
  )?.[1]
  const last = (await bench.connection.rows(place))?.at(-1)
  const id =
    named ?? idOf(last, primaryKeyOf(list)) ?? decodeURIComponent(given?.split('/').at(-1) ?? '')
  if (id !== '') return changeAndDelete(bench, collection, place, id, done)
  for (const resource of operations)
    bench.failing(resource)(
      'example',
      'there is no record to change: give `values` in conformance.json',
    )
}

/** A path that is one record by itself, such as `/profile`. */
async function changeSingle(
  bench: Bench,
  collection: Collection,
  place: string,
  done: WriteFindings,
): Promise<void> {
  const { PATCH, PUT, DELETE, POST } = collection.own
  const reread = async () => {
    if (collection.single === undefined) return undefined
    const { status, body } = await bench.connection.send('GET', place)
    return status === 200 && isJsonObject(body) ? body : undefined
  }
  if (PATCH !== undefined)
    done.update = await change(bench, collection, PATCH, place, 'update', reread)
  if (PUT !== undefined)
    done.replace = await change(bench, collection, PUT, place, 'replace', reread)
  if (DELETE !== undefined && POST === undefined)
    done.delete = await remove(bench, DELETE, place, collection)
}

/** Deletes everything at a path. */
async function remove(
  bench: Bench,
  resource: Resource,
  place: string,
  { list }: Collection,
): Promise<boolean> {
  const answer = await bench.connection.send('DELETE', place)
  if (answer.status !== 200) {
    bench.failing(resource)('delete', `answered ${told(answer)}`)
    return false
  }
  const left = list === undefined ? [] : await bench.connection.rows(place)
  if (left !== undefined && left.length > 0)
    bench.failing(resource)('delete', `${left.length} records are left`)
  return true
}

/**
 * The first member of `sent` that `kept` holds with another value. Members that an answer does not know at all may be
 * words of the request only, such as a password.
 */
function missingFrom(kept: unknown, sent: unknown, path = ''): string | undefined {
  if (Array.isArray(sent)) {
    if (!Array.isArray(kept)) return path
    return sent
      .map((item, index) => missingFrom(kept[index], item, `${path}[${index}]`))
      .find((one) => one !== undefined)
  }
  if (isJsonObject(sent)) {
    if (!isJsonObject(kept)) return path === '' ? 'a record' : path
    return Object.entries(sent)
      .map(([name, value]) =>
        Object.hasOwn(kept, name)
          ? missingFrom(kept[name], value, path === '' ? name : `${path}.${name}`)
          : undefined,
      )
      .find((one) => one !== undefined)
  }
  return kept === sent
    ? undefined
    : `${path} (${JSON.stringify(sent)}, there is ${JSON.stringify(kept)})`
}
