/** Round trips: what was created is read, what was changed is read changed, what was deleted is gone. */
import { isJsonObject } from '../../../src/core/json.ts'
import type { Bench } from './bench.ts'
import { idOf, primaryKeyOf, told } from './connection.ts'
import type { Collection } from './definition.ts'
import { filledIn, givenValue, placesOf } from './places.ts'
import { addressOf, change, create, readBack, remove, type Ground } from './round-trip.ts'
import { declaredNames } from './model-check.ts'

export interface WriteFindings {
  create: boolean
  update: boolean
  replace: boolean
  delete: boolean
  /** A record that was created is read by its id. */
  isReadById: boolean
}

export async function measureWrites(bench: Bench, collection: Collection): Promise<WriteFindings> {
  const done: WriteFindings = {
    create: false,
    update: false,
    replace: false,
    delete: false,
    isReadById: false,
  }
  const { own, record } = collection
  const methods = [...Object.keys(own), ...Object.keys(record)]
  if (methods.every((method) => method === 'GET')) return done
  const prepared = await prepare(bench, collection)
  if (prepared === undefined) return done
  const { ground, made } = prepared
  if (own.POST === undefined) await changeExisting(bench, ground, done)
  else await goRound(bench, ground, own.POST, done)
  await changeWhole(bench, ground, done)
  for (const address of made.toReversed()) await bench.connection.send('DELETE', address)
  return done
}

/** Makes the records that example data asks for; undefined when there is no place to write at. */
async function prepare(
  bench: Bench,
  collection: Collection,
): Promise<{ ground: Ground; made: readonly string[] } | undefined> {
  const { path, own, record } = collection
  const ids = new Map<string, string>()
  const made: string[] = []
  let problem = 'there is no record to stand below: give `in` or `values` in conformance.json'
  for (const [parent, body] of Object.entries(bench.example.writes?.[path]?.in ?? {})) {
    const [place = parent] = await placesOf(bench, parent, ids)
    const answer = await bench.connection.send('POST', place, { body: await filledIn(bench, body) })
    const { own: parents } = bench.collections.find((one) => one.path === parent) ?? {}
    const id = answer.status === 200 ? idOf(answer.body, primaryKeyOf(parents?.POST)) : undefined
    if (id === undefined) {
      problem = `the record of ${parent} to stand below answered ${told(answer)}`
      continue
    }
    ids.set(parent, id)
    made.push(`${place}/${encodeURIComponent(id)}`)
  }
  const [place] = await placesOf(bench, path, ids)
  if (place !== undefined) return { ground: { collection, place }, made }
  for (const resource of [...Object.values(own), ...Object.values(record)]) {
    if (resource.method !== 'GET') bench.failing(resource)('example', problem)
  }
  return undefined
}

/** Create, read, change, delete; then create once more and delete everything, where the vendor can. */
async function goRound(
  bench: Bench,
  ground: Ground,
  post: NonNullable<Collection['own']['POST']>,
  done: WriteFindings,
): Promise<void> {
  const { own, record } = ground.collection
  const id = await create(bench, post, ground)
  if (id === undefined) {
    for (const word of lateWords(ground.collection)) bench.findings.unproven.add(word)
    return
  }
  done.create = true
  if (id !== '') {
    const kept = await readBack(bench, ground, id)
    done.isReadById = record.GET !== undefined && kept?.row !== undefined
    await changeRecord(bench, ground, id, done)
  }
  if (own.DELETE === undefined) return
  if (record.DELETE !== undefined) await create(bench, post, ground)
  done.delete = await removeAll(bench, ground)
}

/** What can only be tried on a record that was created. */
function lateWords({ own, record }: Collection): string[] {
  const words = { PATCH: 'update', PUT: 'replace', DELETE: 'delete' } as const
  return (['PATCH', 'PUT', 'DELETE'] as const)
    .filter((method) => record[method] !== undefined || (method === 'DELETE' && own.DELETE))
    .map((method) => words[method])
}

async function changeRecord(
  bench: Bench,
  ground: Ground,
  id: string,
  done: WriteFindings,
): Promise<void> {
  const { PATCH, PUT, DELETE } = ground.collection.record
  const address = addressOf(ground, id)
  const reread = () => readBack(bench, ground, id)
  if (PATCH !== undefined) done.update = await change(bench, PATCH, ground, address, reread)
  if (PUT !== undefined) done.replace = await change(bench, PUT, ground, address, reread)
  if (DELETE === undefined) return
  const isLeft = async () => (await reread())?.row !== undefined
  done.delete = await remove(bench, DELETE, address, isLeft)
}

/** Records that cannot be created: one that is there, the last of the list so that the others stay where they are. */
async function changeExisting(bench: Bench, ground: Ground, done: WriteFindings): Promise<void> {
  const { list, path, record } = ground.collection
  const operations = Object.values(record).filter(({ method }) => method !== 'GET')
  if (operations.length === 0) return
  const last = list === undefined ? undefined : (await bench.connection.rows(ground.place))?.at(-1)
  const id = givenValue(bench.example, path) ?? idOf(last, primaryKeyOf(list))
  if (id !== undefined) return changeRecord(bench, ground, id, done)
  for (const resource of operations) {
    bench.failing(resource)(
      'example',
      'there is no record to change: give `values` in conformance.json',
    )
  }
}

/** A path that is one record by itself, such as `/profile`. */
async function changeWhole(bench: Bench, ground: Ground, done: WriteFindings): Promise<void> {
  const { own, single } = ground.collection
  const { PATCH, PUT, DELETE, POST } = own
  const reread = async () => {
    if (single === undefined) return undefined
    const { status, body } = await bench.connection.send('GET', ground.place)
    const row = status === 200 && isJsonObject(body) ? body : undefined
    return { row, declared: declaredNames(single) }
  }
  if (PATCH !== undefined) done.update = await change(bench, PATCH, ground, ground.place, reread)
  if (PUT !== undefined) done.replace = await change(bench, PUT, ground, ground.place, reread)
  if (DELETE !== undefined && POST === undefined) done.delete = await removeAll(bench, ground)
}

async function removeAll(bench: Bench, { collection, place }: Ground): Promise<boolean> {
  const { own, list } = collection
  if (own.DELETE === undefined) return false
  return remove(bench, own.DELETE, place, async () => {
    const rows = list === undefined ? [] : await bench.connection.rows(place)
    return rows === undefined || rows.length > 0
  })
}
