/** One instance of the connector under test, and the questions that all measurements ask of it. */
import type { Resource } from '../../../src/catalog/element.ts'
import { isJsonObject } from '../../../src/core/json.ts'
import type { Answer, Platform, RequestOptions } from '../start-platform.ts'

export type Row = Record<string, unknown>

export type Queries = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Connection {
  /** Calls below the hub. */
  send(
    method: string,
    path: string,
    options?: Pick<RequestOptions, 'query' | 'body'>,
  ): Promise<Answer>
  /** Records of one page; undefined when the answer is not a list. */
  rows(path: string, query?: RequestOptions['query']): Promise<Row[] | undefined>
}

/**
 * Makes an instance. Each has a quota of its own, so a new one for each collection never waits.
 * @param queries by path: parameters that go with every call of it
 */
export async function connect(
  platform: Platform,
  key: string,
  hub: string,
  instance: Readonly<Record<string, unknown>>,
  queries: Queries = {},
): Promise<Connection & { readonly id: number }> {
  const created = await platform.request('POST', '/instances', {
    body: { name: 'Conformance', ...instance, element: { key } },
  })
  if (created.status !== 200) {
    throw new Error(`The instance was refused: ${JSON.stringify(created.body)}`)
  }
  const { id, token } = created.body as { id: number; token: string }
  const send: Connection['send'] = (method, path, options = {}) =>
    platform.request(method, `/hubs/${hub}${path}`, {
      ...options,
      query: { ...queries[path], ...options.query },
      token,
    })
  return {
    id,
    send,
    async rows(path, query = {}) {
      const { status, body } = await send('GET', path, { query })
      return status === 200 && Array.isArray(body) ? (body as Row[]) : undefined
    },
  }
}

/** The name of the member that identifies a record of this resource: `id` unless the model says otherwise. */
export function primaryKeyOf(resource: Resource | undefined): string {
  for (const model of Object.values(resource?.model?.swagger ?? {})) {
    const properties = isJsonObject(model) ? model['properties'] : undefined
    if (!isJsonObject(properties) || isPart(model, resource)) continue
    for (const [name, property] of Object.entries(properties)) {
      if (isJsonObject(property) && property['x-primary-key'] === true) return name
    }
  }
  return 'id'
}

/** Only the model of the records themselves counts, not one of their parts. */
function isPart(model: unknown, resource: Resource | undefined): boolean {
  const { name = '', swagger = {} } = resource?.model ?? {}
  const root = swagger[name]
  if (root === model) return false
  const items = isJsonObject(root) ? root['items'] : undefined
  const reference = isJsonObject(items) ? items['$ref'] : undefined
  return typeof reference !== 'string' || swagger[reference.split('/').at(-1) ?? ''] !== model
}

/** The id of a record as it stands in a path; undefined when it has none. */
export function idOf(row: unknown, primaryKey: string): string | undefined {
  const id = isJsonObject(row) ? row[primaryKey] : undefined
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

/** An id that looks like the others and belongs to nobody. */
export function unknownIdLike(id: string | undefined): string {
  return id === undefined || /^\d+$/.test(id) ? '987654321' : 'no-such-record'
}

/** Status and message of an answer that should have been another. */
export function told({ status, body }: Answer): string {
  const message = isJsonObject(body) ? body['message'] : undefined
  return `${status}${typeof message === 'string' ? ` (${message})` : ''}`
}
