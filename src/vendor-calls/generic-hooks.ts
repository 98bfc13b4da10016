/** What `hubwright.generic` says about answers: where a list stands, and that a write is answered by its record. */
import type { Connector } from '../catalog/connector.ts'
import type { Resource } from '../catalog/element.ts'
import { genericPath, isGenericCollection } from '../catalog/generic-resources.ts'
import type { GenericWord } from '../catalog/generic-word.ts'
import type { HookContext, PostRequestOutcome, ResourceHooks } from '../catalog/hooks.ts'
import { PlatformError, toError } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'
import { pathValue } from './safe-text.ts'
import { readPath } from './value-path.ts'

/** The hooks of a generic resource, as the connector's word wants them. */
export function genericHooks(connector: Connector, resource: Resource): ResourceHooks | undefined {
  const word = connector.element.hubwright?.generic ?? {}
  if (resource.method === 'GET') {
    if (!isGenericCollection(resource)) return undefined
    return { postRequest: (_context, { body }) => listOf(word, body) }
  }
  if (word.readBack === undefined || resource.method === 'DELETE') return undefined
  return {
    postRequest: (context, { body }) => {
      const created = resource.method === 'POST' ? idIn(word.readBack ?? [], body) : undefined
      // Without an id the vendor's own words are all there is.
      if (resource.method === 'POST' && created === undefined) return undefined
      return readBack(context, word, created, connector.name)
    },
  }
}

/** An answer that holds no list stays as it is: what is asked may be one record, such as a profile. */
function listOf(word: GenericWord, body: unknown): PostRequestOutcome | undefined {
  const { items = [], paged } = word.lists ?? {}
  const list = Array.isArray(body)
    ? body
    : items.map((path) => readPath(body, path)).find((found) => Array.isArray(found))
  if (list === undefined) return undefined
  if (paged === undefined) return { body: list }
  const mark = readPath(body, paged)
  return { body: list, isWhole: !(typeof mark === 'number' && mark > 0) }
}

function idIn(paths: readonly string[], body: unknown): string | number | undefined {
  for (const path of paths) {
    const id = readPath(body, path)
    if (typeof id === 'string' || typeof id === 'number') return id
  }
  return undefined
}

/** The write has happened: if reading fails, the vendor's words stand, for an error would make callers write again. */
async function readBack(
  context: HookContext,
  word: GenericWord,
  created: string | number | undefined,
  vendor: string,
): Promise<PostRequestOutcome> {
  const { objectName, objectId, childObjectName, childObjectId } = context.request.pathVariables
  const ids = [objectName, objectId, childObjectName, childObjectId, created]
  try {
    const path = ids
      .filter((id) => id !== undefined)
      .map((id) => `/${pathValue('id', String(id))}`)
      .join('')
    const { body } = await context.callVendor({ method: 'GET', path: genericPath(word, path) })
    if (isJsonObject(body)) return { body }
    throw new PlatformError('vendor_answer_unreadable', `${vendor} answered no record`)
  } catch (thrown) {
    return {
      notice: `${vendor} has saved it, but reading it back failed: ${toError(thrown).message}`,
    }
  }
}
