import { Type } from 'typebox'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { findConnector, KeyOrIdParams } from '../elements/find-connector.ts'
import {
  DefinitionsSchema,
  documentFor,
  DocumentQuery,
  DocumentSchema,
  operationIdParam,
  operationOf,
} from './document-request.ts'

const OperationParams = Type.Object({ ...KeyOrIdParams.properties, operationId: operationIdParam })

export function readElementDocument(
  server: PlatformServer,
  catalog: Catalog,
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
    handler: (request) =>
      documentFor(
        findConnector(catalog, request.params.keyOrId, request.caller),
        request.query,
        publicUrl(),
      ),
  })
}

export function readElementOperation(
  server: PlatformServer,
  catalog: Catalog,
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
    handler: (request) => {
      const { keyOrId, operationId } = request.params
      const connector = findConnector(catalog, keyOrId, request.caller)
      return operationOf(documentFor(connector, request.query, publicUrl()), operationId)
    },
  })
}

export function readElementDefinitions(
  server: PlatformServer,
  catalog: Catalog,
  publicUrl: () => string,
): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/docs/:operationId/definitions',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read the models of one operation of a connector',
      params: OperationParams,
      response: { 200: DefinitionsSchema },
    },
    handler: (request) => {
      const { keyOrId, operationId } = request.params
      const document = documentFor(findConnector(catalog, keyOrId, request.caller), {}, publicUrl())
      return operationOf(document, operationId).definitions
    },
  })
}
