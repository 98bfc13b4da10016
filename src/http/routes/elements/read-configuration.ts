import { Type } from 'typebox'
import type { Catalog } from '../../../catalog/catalog.ts'
import { ConfigEntry } from '../../../catalog/element.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { findConnector, KeyOrIdParams } from './find-connector.ts'
import { entryOf } from './shown-element.ts'

/** Two generations of clients know two names for the same: both are sent. */
const NamedEntry = Type.Object({
  ...ConfigEntry.properties,
  mandatory: Type.Boolean({ description: 'Same as `required`' }),
  configDataType: Type.String({ description: 'Same as `type`' }),
  companyConfig: Type.Boolean(),
  resellerConfig: Type.Boolean(),
})

export function readConfiguration(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/configuration',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read what an instance of a connector can be configured with',
      params: KeyOrIdParams,
      response: {
        200: Type.Object({
          configuration: Type.Array(NamedEntry),
          providerData: Type.Array(NamedEntry),
        }),
      },
    },
    handler: (request) => ({
      configuration: (
        findConnector(catalog, request.params.keyOrId, request.caller).element.configuration ?? []
      ).map(namedEntryOf),
      providerData: [],
    }),
  })
}

function namedEntryOf(entry: ConfigEntry) {
  return {
    ...entryOf(entry),
    mandatory: entry.required ?? false,
    configDataType: entry.type ?? 'TEXTFIELD_128',
    companyConfig: false,
    resellerConfig: false,
  }
}
