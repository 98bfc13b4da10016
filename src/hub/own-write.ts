/** Which record a call on a hub changes, as its event will name it. Pure. */
import type { Connector, ResourceMatch } from '../catalog/connector.ts'

export interface OwnWrite {
  readonly objectType: string
  /** Undefined for a record that is being made. */
  readonly objectId: string | undefined
  readonly eventType: 'CREATED' | 'UPDATED' | 'DELETED'
}

/**
 * `POST /orders` makes one, `PATCH /orders/{id}` changes one; what is below a record changes that record. Undefined for
 * what no event would tell of, and for what does not say which record it changes.
 */
export function ownWriteOf(
  connector: Pick<Connector, 'element'>,
  { resource, pathVariables }: Pick<ResourceMatch, 'resource' | 'pathVariables'>,
): OwnWrite | undefined {
  const [objectType = '', name, ...below] = resource.path.slice(1).split('/')
  if (!isTold(connector, objectType)) return undefined
  if (name === undefined) {
    return resource.method === 'POST'
      ? { objectType, objectId: undefined, eventType: 'CREATED' }
      : undefined
  }
  const objectId = /^\{.+\}$/.test(name) ? pathVariables[name.slice(1, -1)] : undefined
  if (objectId === undefined) return undefined
  const isRemoval = below.length === 0 && resource.method === 'DELETE'
  return { objectType, objectId, eventType: isRemoval ? 'DELETED' : 'UPDATED' }
}

function isTold({ element }: Pick<Connector, 'element'>, objectType: string): boolean {
  const word = element.hubwright?.events
  if (word === undefined) return false
  if (word.objects?.[objectType] !== undefined || word.polling?.[objectType] !== undefined)
    return true
  return Object.values(word.webhook?.types ?? {}).some((type) => type.objectType === objectType)
}
