/**
 * A connector as one account sees it: the definition's resources, and those that the account added. One with the
 * method and path of a definition's resource stands in for it; taking it away brings the other back.
 */
import { withElement } from './build-connector.ts'
import { completeResources, deepFreeze } from './complete-definition.ts'
import type { Connector } from './connector.ts'
import { isCallable, systemAccountId, type Resource } from './element.ts'
import { shapeOf, withoutHub } from './resource-path.ts'

/** A resource that an account added to a connector, as it is kept. */
export interface OwnResource {
  readonly id: number
  readonly accountId: number
  /** Checked, as the account wrote it. */
  readonly document: Resource
}

/** Method and shape of the path: two resources that are equal here could not be told apart by a request. */
export function routeOf(resource: Pick<Resource, 'method' | 'path'>): string {
  return `${resource.method} ${shapeOf(withoutHub(resource.path))}`
}

/** True for a resource of an account, false for one of the definition. */
export function isOwn({ ownerAccountId }: Resource): boolean {
  return ownerAccountId !== undefined && ownerAccountId !== systemAccountId
}

/** The connector with the account's resources; the connector itself when there are none. */
export function withOwnResources(connector: Connector, own: readonly OwnResource[]): Connector {
  if (own.length === 0) return connector
  const resources = mergedWith(
    connector.element.resources ?? [],
    own.map((one) => completedOwn(connector, one)),
  )
  return withElement(connector, deepFreeze({ ...connector.element, extended: true, resources }))
}

/** `system` without those whose route one of `own` has, then `own`. */
export function mergedWith(system: readonly Resource[], own: readonly Resource[]): Resource[] {
  const routes = new Set(own.map(routeOf))
  return [...system.filter((one) => !isCallable(one) || !routes.has(routeOf(one))), ...own]
}

/** The resource with its defaults, ids and addresses, as it is called and shown. */
export function completedOwn(connector: Connector, own: OwnResource): Resource {
  const { key, origins, element } = connector
  const [resource] = completeResources([own.document], key, origins, element.authentication.type)
  if (resource === undefined) throw new Error('One resource became none')
  return { ...resource, id: own.id, ownerAccountId: own.accountId }
}
