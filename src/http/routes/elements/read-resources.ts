import { Type } from 'typebox'
import { isOwn } from '../../../catalog/account-overlay.ts'
import type { Connector } from '../../../catalog/connector.ts'
import { ResourceModel, ScriptHook, type Resource } from '../../../catalog/element.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import {
  KeyOrIdParams,
  ResourceParams,
  seenConnector,
  type ElementRooms,
} from './find-connector.ts'
import { ShownParameter, shownResource, ShownResourceSchema } from './shown-element.ts'

export const AccountOnlyQuery = Type.Object({
  accountOnly: Type.Optional(
    Type.Boolean({ description: 'Only what your account added to the connector' }),
  ),
})

export function listResources(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/resources',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the resources of a connector',
      description:
        "The connector's own and, for a caller who is known, those that the account added. An added one stands in the place of the connector's with the same method and path.",
      params: KeyOrIdParams,
      querystring: AccountOnlyQuery,
      response: { 200: Type.Array(ShownResourceSchema) },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      const resources = connector.element.resources ?? []
      const wanted = request.query.accountOnly === true ? resources.filter(isOwn) : resources
      return wanted.map((resource) => shownResource(connector, resource))
    },
  })
}

export function readResource(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/resources/:resourceId',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read a resource of a connector',
      params: ResourceParams,
      response: { 200: ShownResourceSchema },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      return shownResource(connector, resourceOf(connector, request.params.resourceId))
    },
  })
}

export function listResourceParameters(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/resources/:resourceId/parameters',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the parameters of a resource',
      params: ResourceParams,
      response: { 200: Type.Array(ShownParameter) },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      return resourceOf(connector, request.params.resourceId).parameters ?? []
    },
  })
}

export function listResourceHooks(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/resources/:resourceId/hooks',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the scripts of a resource',
      description: 'Always empty: connectors that ship with the server use code instead.',
      params: ResourceParams,
      response: { 200: Type.Array(ScriptHook) },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      return resourceOf(connector, request.params.resourceId).hooks ?? []
    },
  })
}

export function readResourceModel(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/resources/:resourceId/models',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read the models of a resource',
      params: ResourceParams,
      response: { 200: ResourceModel },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      const { model } = resourceOf(connector, request.params.resourceId)
      if (model !== undefined) return model
      throw new PlatformError('not_found', 'No model found for this resource')
    },
  })
}

/** @throws PlatformError `not_found` */
function resourceOf(connector: Connector, id: number): Resource {
  const resource = connector.element.resources?.find((one) => one.id === id)
  if (resource !== undefined) return resource
  throw new PlatformError(
    'not_found',
    `No resource found with ID ${id}. GET /elements/${connector.key}/resources lists them`,
  )
}
