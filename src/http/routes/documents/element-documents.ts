import { Type } from 'typebox'
import type { PlatformServer } from '../../platform-server.ts'
import { KeyOrIdParams, seenConnector, type ElementRooms } from '../elements/find-connector.ts'
import {
  definitionsFor,
  DefinitionsQuery,
  DefinitionsSchema,
  documentFor,
  DocumentQuery,
  DocumentSchema,
  operationIdParam,
} from './document-request.ts'

const OperationParams = Type.Object({ ...KeyOrIdParams.properties, operationId: operationIdParam })

export function readElementDocument(
  server: PlatformServer,
  rooms: ElementRooms,
  publicUrl: () => string,
): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/docs',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read the API document of a connector',
      params: KeyOrIdParams,
      querystring: DocumentQuery,
      response: { 200: DocumentSchema },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      return documentFor({ connector }, request.query, publicUrl())
    },
  })
}

export function readElementOperation(
  server: PlatformServer,
  rooms: ElementRooms,
  publicUrl: () => string,
): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/docs/:operationId',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read the document of one operation of a connector',
      params: OperationParams,
      querystring: DocumentQuery,
      response: { 200: DocumentSchema },
    },
    handler: async (request) => {
      const { keyOrId, operationId } = request.params
      const connector = await seenConnector(rooms, request, keyOrId)
      return documentFor({ connector }, request.query, publicUrl(), operationId)
    },
  })
}

export function readElementDefinitions(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/docs/:operationId/definitions',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read the models of one operation of a connector',
      params: OperationParams,
      querystring: DefinitionsQuery,
      response: { 200: DefinitionsSchema },
    },
    handler: async (request) => {
      const { keyOrId, operationId } = request.params
      const connector = await seenConnector(rooms, request, keyOrId)
      return definitionsFor({ connector }, request.query, operationId)
    },
  })
}
