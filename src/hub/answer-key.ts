import { hash } from 'node:crypto'
import type { Connector } from '../catalog/connector.ts'
import type { HubRequest } from './hub-request.ts'

/**
 * What a remembered answer is found by: the instance, the path as written, the query in whatever order, and the headers
 * that the definition reads. A hash, so that what people were searched by does not lie about.
 */
export function answerKey({ instanceCaller, path, query, headers }: HubRequest): string {
  const { id, connector } = instanceCaller.instance
  const parameters = Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const read = headerNames(connector).map((name) => headers[name] ?? null)
  return hash('sha256', JSON.stringify([id, path, parameters, read]), 'base64')
}

const namesOf = new WeakMap<Connector, readonly string[]>()

/** All that any resource reads, since one may lead on to another. */
function headerNames(connector: Connector): readonly string[] {
  let names = namesOf.get(connector)
  if (names === undefined) {
    const { parameters = [], resources = [] } = connector.element
    const all = [...parameters, ...resources.flatMap((resource) => resource.parameters ?? [])]
    const headers = all.filter(({ type }) => type === 'header')
    names = [...new Set(headers.map(({ name }) => name.toLowerCase()))]
    namesOf.set(connector, names)
  }
  return names
}
