/** Concrete paths for paths with variables: the variables become ids of records that lists show. */
import type { Collection } from './definition.ts'
import { idOf, primaryKeyOf, type Connection } from './connection.ts'
import type { ExampleData } from './example-data.ts'

/** So many parents are tried until one has children. */
const mostParents = 25

/** What is known about one authentication type's view of the connector. */
export interface Surroundings {
  readonly connection: Connection
  readonly collections: readonly Collection[]
  readonly example: ExampleData
}

/**
 * Addresses that a collection's path can have, those of the first records first.
 * @param made ids by the path of their list, which are used instead of what lists show
 */
export async function placesOf(
  { connection, collections, example }: Surroundings,
  path: string,
  made: ReadonlyMap<string, string> = new Map(),
): Promise<string[]> {
  let places = ['']
  let walked = ''
  for (const segment of path.split('/').slice(1)) {
    const list = collections.find((one) => one.path === walked)?.list
    const parent = walked
    walked += `/${segment}`
    if (!segment.startsWith('{')) {
      places = places.map((place) => `${place}/${segment}`)
      continue
    }
    const given = made.get(parent) ?? givenValue(example, parent)
    if (given !== undefined) {
      places = places.map((place) => `${place}/${encodeURIComponent(given)}`)
      continue
    }
    const found: string[] = []
    for (const place of list === undefined ? [] : places) {
      const rows = (await connection.rows(place, { pageSize: mostParents })) ?? []
      for (const row of rows) {
        const id = idOf(row, primaryKeyOf(list))
        if (id !== undefined) found.push(`${place}/${encodeURIComponent(id)}`)
      }
      if (found.length >= mostParents) break
    }
    places = found.slice(0, mostParents)
  }
  return places
}

/** What example data puts in the place of the variable behind a path. */
export function givenValue({ values = {} }: ExampleData, path: string): string | undefined {
  const prefix = Object.keys(values).find((one) => one.replace(/\/\{[^/]+\}$/, '') === path)
  return prefix === undefined ? undefined : values[prefix]
}

/** The place that shows the most; the search ends at one with enough records to page through. */
export async function bestPlace(
  surroundings: Surroundings,
  { path, list }: Collection,
): Promise<string | undefined> {
  const places = await placesOf(surroundings, path)
  if (list === undefined || places.length < 2) return places[0]
  let best = { place: places[0], count: -1 }
  for (const place of places) {
    const count = (await surroundings.connection.rows(place))?.length ?? -1
    if (count > best.count) best = { place, count }
    if (count >= 3) break
  }
  return best.place
}

/** Replaces texts that are wholly `{/list}` by the id of the first record of that list. */
export async function filledIn(surroundings: Surroundings, value: unknown): Promise<unknown> {
  if (Array.isArray(value)) {
    return Promise.all(value.map((item) => filledIn(surroundings, item)))
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      async ([name, member]) => [name, await filledIn(surroundings, member)] as const,
    )
    return Object.fromEntries(await Promise.all(members))
  }
  const path = typeof value === 'string' ? /^\{(\/.*)\}$/.exec(value)?.[1] : undefined
  if (path === undefined) return value
  const list = surroundings.collections.find((one) => one.path === path)?.list
  const [row] = (await surroundings.connection.rows(path, { pageSize: 1 })) ?? []
  if (row === undefined)
    throw new Error(`conformance.json needs a record of ${path}; there is none`)
  return row[primaryKeyOf(list)]
}
