import { Abilities } from '../../../catalog/abilities.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { findConnector, KeyOrIdParams } from './find-connector.ts'

/** Ours: the old platform knew only what a definition claims, never what was tried. */
export function readAbilities(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/abilities',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read what a connector was measured to do',
      description:
        "For each authentication type and each resource, as the connector's conformance tests measured it against the simulated vendor. What an account added to the connector is not in it.",
      params: KeyOrIdParams,
      response: { 200: Abilities },
    },
    handler: (request) => {
      const { abilities, key } = findConnector(catalog, request.params.keyOrId, request.caller)
      if (abilities !== undefined) return abilities
      throw new PlatformError(
        'not_found',
        `Nobody has measured what ${key} can do; GET /elements/${key}/metadata tells what its definition offers`,
      )
    },
  })
}
