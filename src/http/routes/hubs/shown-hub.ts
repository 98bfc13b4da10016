import { Type, type Static } from 'typebox'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Connector } from '../../../catalog/connector.ts'
import type { Hub } from '../../../catalog/hubs.ts'
import { segmentsOf } from '../../../catalog/resource-path.ts'
import { PlatformError } from '../../../core/errors.ts'

export const HubSchema = Type.Object({
  id: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  active: Type.Boolean(),
  resources: Type.Optional(
    Type.Array(Type.Object({ name: Type.String(), path: Type.String() }), {
      description: 'With `hydrate=true`: what its connectors offer',
    }),
  ),
})

export const HubParams = Type.Object({
  key: Type.String({ description: 'Key of the hub, such as `ecommerce`' }),
})

export function shownHub({ id, key, name, description, active }: Hub): Static<typeof HubSchema> {
  return { id, key, name, description, active }
}

/** With the resources that the hub is known for and those that its connectors add. */
export function hydratedHub(connectors: readonly Connector[], hub: Hub): Static<typeof HubSchema> {
  const names = new Set(hub.resources)
  for (const { element } of connectors.filter((connector) => connector.hub === hub.key)) {
    for (const { type, path } of element.resources ?? []) {
      const [first] = segmentsOf(path)
      if (type === 'api' && first !== undefined && 'word' in first) names.add(first.word)
    }
  }
  const resources = [...names].sort().map((name) => ({ name, path: `/hubs/${hub.key}/${name}` }))
  return { ...shownHub(hub), resources }
}

/** @throws PlatformError `not_found` */
export function findHub(catalog: Catalog, key: string): Hub {
  const hub = catalog.hubs().find((candidate) => candidate.key === key)
  if (hub !== undefined) return hub
  throw new PlatformError(
    'not_found',
    `No hub found with key ${key}. GET /hubs/keys lists the keys`,
  )
}
