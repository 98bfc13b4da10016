import { Type } from 'typebox'
import { groupControlOf } from '../../../catalog/authentication-types.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Connector } from '../../../catalog/connector.ts'
import { ConfigEntry } from '../../../catalog/element.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { findConnector, KeyOrIdParams } from './find-connector.ts'
import { entryOf } from './shown-element.ts'

export function listAuthenticationTypes(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/authentication-types',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the ways to authenticate with a connector',
      params: KeyOrIdParams,
      response: {
        200: Type.Object({
          defaultValue: Type.String(),
          options: Type.Array(Type.Object({ value: Type.String(), description: Type.String() })),
        }),
      },
    },
    handler: (request) => {
      const connector = findConnector(catalog, request.params.keyOrId, request.caller)
      return {
        defaultValue: connector.authenticationTypes[0] ?? connector.element.authentication.type,
        options: connector.authenticationTypes.map((value) => ({
          value,
          description: describe(connector, value),
        })),
      }
    },
  })
}

function describe(connector: Connector, type: string): string {
  const option = groupControlOf(connector.element)?.options?.find(({ value }) => value === type)
  return option?.description ?? connector.element.hubwright?.authentication?.[type]?.label ?? type
}

export function readTypeConfiguration(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/authentication-types/:type/configurations',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read the configuration entries of one way to authenticate',
      params: Type.Object({ ...KeyOrIdParams.properties, type: Type.String() }),
      response: { 200: Type.Array(Type.Object(ConfigEntry.properties)) },
    },
    handler: (request) => {
      const { keyOrId, type } = request.params
      const connector = findConnector(catalog, keyOrId, request.caller)
      const types = connector.authenticationTypes
      if (!types.includes(type)) {
        throw new PlatformError(
          'not_found',
          `No authentication type found with name ${type}. ${connector.key} has ${types.join(', ')}`,
        )
      }
      return connector.entriesFor(type).map(entryOf)
    },
  })
}
