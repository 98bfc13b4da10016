/** What a definition says beside its resources. */
import { Type } from 'typebox'
import { ScriptHook } from '../../../catalog/element.ts'
import { exportOf } from '../../../catalog/export.ts'
import { objectsOf } from '../../../catalog/objects.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { KeyOrIdParams, seenConnector, type ElementRooms } from './find-connector.ts'
import { ShownParameter } from './shown-element.ts'

export function listParameters(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/parameters',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the parameters that every resource of a connector has',
      params: KeyOrIdParams,
      response: { 200: Type.Array(ShownParameter) },
    },
    handler: async (request) =>
      (await seenConnector(rooms, request, request.params.keyOrId)).element.parameters ?? [],
  })
}

export function listHooks(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/hooks',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the scripts that run with every resource of a connector',
      description: 'Always empty: connectors that ship with the server use code instead.',
      params: KeyOrIdParams,
      response: { 200: Type.Array(ScriptHook) },
    },
    handler: async (request) =>
      (await seenConnector(rooms, request, request.params.keyOrId)).element.hooks ?? [],
  })
}

export function listTransformations(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/transformations',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List how the objects of a connector are named by default',
      params: KeyOrIdParams,
      response: {
        200: Type.Array(Type.Object({ name: Type.String(), vendorName: Type.String() })),
      },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      return objectsOf(connector).map((name) => ({ name, vendorName: name }))
    },
  })
}

export function exportElement(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/export',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Export the definition of a connector',
      description:
        'The document as its author wrote it, with what your account added: a definition for HUBWRIGHT_CONNECTORS_DIR. Defaults of secrets are left out, and so is code that ships with the server.',
      params: KeyOrIdParams,
      querystring: Type.Object({
        extendedOnly: Type.Optional(
          Type.Boolean({ description: 'Of the resources, only those that your account added' }),
        ),
      }),
      response: {
        200: Type.Object(
          { key: Type.String(), name: Type.String() },
          { additionalProperties: true, description: 'Element JSON' },
        ),
      },
    },
    handler: async (request, reply) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      reply.header('content-disposition', `attachment; filename="${connector.key}.json"`)
      return exportOf(connector, request.query.extendedOnly === true)
    },
  })
}
