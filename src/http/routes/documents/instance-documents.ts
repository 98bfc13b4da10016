import { Type } from 'typebox'
import type { Caller } from '../../../accounts/caller.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { instanceCallerOf } from '../hub/hub-request-of.ts'
import {
  definitionsFor,
  DefinitionsQuery,
  DefinitionsSchema,
  documentFor,
  DocumentQuery,
  DocumentSchema,
  operationIdParam,
  type Documented,
} from './document-request.ts'

/** Finds what an instance has that the caller may see. Throws `not_found` for all others. */
export type ConnectorOfInstance = (caller: Caller, instanceId: number) => Promise<Documented>

const InstanceParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })
const OperationParams = Type.Object({
  ...InstanceParams.properties,
  operationId: operationIdParam,
})

export function readInstanceDocument(
  server: PlatformServer,
  connectorOfInstance: ConnectorOfInstance,
  publicUrl: () => string,
): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/docs',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'Read the API document of an instance',
      params: InstanceParams,
      querystring: DocumentQuery,
      response: { 200: DocumentSchema },
    },
    handler: async (request) => {
      const instance = await connectorOfInstance(callerOf(request), request.params.id)
      return documentFor(instance, request.query, publicUrl())
    },
  })
}

export function readInstanceOperation(
  server: PlatformServer,
  connectorOfInstance: ConnectorOfInstance,
  publicUrl: () => string,
): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/docs/:operationId',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'Read the document of one operation of an instance',
      params: OperationParams,
      querystring: DocumentQuery,
      response: { 200: DocumentSchema },
    },
    handler: async (request) => {
      const instance = await connectorOfInstance(callerOf(request), request.params.id)
      return documentFor(instance, request.query, publicUrl(), request.params.operationId)
    },
  })
}

export function readOwnDocument(server: PlatformServer, publicUrl: () => string): void {
  server.route({
    method: 'GET',
    url: '/instances/docs',
    config: { access: 'instance' },
    schema: {
      tags: ['instances'],
      summary: 'Read the API document of the instance whose token is sent',
      querystring: DocumentQuery,
      response: { 200: DocumentSchema },
    },
    handler: (request) =>
      documentFor(instanceCallerOf(request).instance, request.query, publicUrl()),
  })
}

export function readOwnOperation(server: PlatformServer, publicUrl: () => string): void {
  server.route({
    method: 'GET',
    url: '/instances/docs/:operationId',
    config: { access: 'instance' },
    schema: {
      tags: ['instances'],
      summary: 'Read the document of one operation of the instance whose token is sent',
      params: Type.Object({ operationId: operationIdParam }),
      querystring: DocumentQuery,
      response: { 200: DocumentSchema },
    },
    handler: (request) => {
      const { operationId } = request.params
      return documentFor(
        instanceCallerOf(request).instance,
        request.query,
        publicUrl(),
        operationId,
      )
    },
  })
}

export function readInstanceDefinitions(
  server: PlatformServer,
  connectorOfInstance: ConnectorOfInstance,
): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/docs/:operationId/definitions',
    config: { access: 'user' },
    schema: {
      tags: ['instances'],
      summary: 'Read the models of one operation of an instance',
      params: OperationParams,
      querystring: DefinitionsQuery,
      response: { 200: DefinitionsSchema },
    },
    handler: async (request) => {
      const instance = await connectorOfInstance(callerOf(request), request.params.id)
      return definitionsFor(instance, request.query, request.params.operationId)
    },
  })
}

export function readOwnDefinitions(server: PlatformServer): void {
  server.route({
    method: 'GET',
    url: '/instances/docs/:operationId/definitions',
    config: { access: 'instance' },
    schema: {
      tags: ['instances'],
      summary: 'Read the models of one operation of the instance whose token is sent',
      params: Type.Object({ operationId: operationIdParam }),
      querystring: DefinitionsQuery,
      response: { 200: DefinitionsSchema },
    },
    handler: (request) =>
      definitionsFor(instanceCallerOf(request).instance, request.query, request.params.operationId),
  })
}
