/** The swagger 2.0 document of a hub: what its connectors offer, under one address. */
import { routeOf } from '../account-overlay.ts'
import type { Connector } from '../connector.ts'
import type { Resource } from '../element.ts'
import type { Hub } from '../hubs.ts'
import { documentedGenericResources, documentedResources } from '../objects.ts'
import type { DocumentOperation, DocumentParameter, SwaggerDocument } from './document-shape.ts'
import { basePath, documentOf } from './swagger.ts'
import { mapValues } from './walk-schema.ts'

/**
 * Resources of all connectors of the hub. Where two have the same method and path, the one of the connector with the
 * lower id is shown, so that a connector which joins changes nothing that was there.
 */
export function hubDocument(
  hub: Hub,
  connectors: readonly Connector[],
  baseUrl: string,
): SwaggerDocument {
  const members = connectors.filter((one) => one.hub === hub.key)
  const documented = {
    own: firstOfRoutes(members.flatMap((one) => documentedResources(one))),
    generic: firstOfRoutes(members.flatMap((one) => documentedGenericResources(one))),
  }
  const info = {
    title: hub.key,
    description: hub.description,
    version: 'api-v2',
    'x-element-hub': hub.key,
  }
  const document = documentOf(info, documented, [], baseUrl)
  return { ...document, basePath: `${basePath}/hubs/${hub.key}` }
}

function firstOfRoutes(resources: readonly Resource[]): readonly Resource[] {
  const first = new Map<string, Resource>()
  for (const resource of resources) {
    const route = routeOf(resource)
    if (!first.has(route)) first.set(route, resource)
  }
  return [...first.values()]
}

const apiKeyParameter: DocumentParameter = {
  name: 'x-api-key',
  in: 'header',
  description: 'Key of the gateway in front of this server',
  required: true,
  type: 'string',
}

/**
 * The document for clients that call through an API gateway: its host, paths without our base path, and the gateway's
 * key as the second parameter of every operation.
 */
export function behindGateway(document: SwaggerDocument): SwaggerDocument {
  const withKey = (operation: DocumentOperation): DocumentOperation => ({
    ...operation,
    parameters: [
      ...operation.parameters.slice(0, 1),
      apiKeyParameter,
      ...operation.parameters.slice(1),
    ],
  })
  return {
    ...document,
    host: `aws-api.${document.host}`,
    basePath: document.basePath.slice(basePath.length) || '/',
    paths: mapValues(document.paths, (methods) => mapValues(methods, withKey)),
  }
}
