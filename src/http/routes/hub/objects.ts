import { Type } from 'typebox'
import { connectorDocument } from '../../../catalog/documents/swagger.ts'
import { onlyObject } from '../../../catalog/documents/pick.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { Hub } from '../../../hub/hub.ts'
import type { PlatformServer } from '../../platform-server.ts'
import {
  addressOf,
  ObjectDocumentQuery,
  DocumentSchema,
  inVersion,
} from '../documents/document-request.ts'
import { instanceCallerOf } from './hub-request-of.ts'
import { nameInstance } from './send-answer.ts'

const params = Type.Object({ hub: Type.String(), objectName: Type.String() })

export function listObjects(server: PlatformServer, hub: Hub): void {
  server.route({
    method: 'GET',
    url: '/hubs/:hub/objects',
    config: { access: 'instance' },
    schema: {
      tags: ['hub'],
      summary: 'List the objects of the instance',
      description:
        'Names, or with the header `Elements-Version: Helium` a card for each. Answers for disabled instances too.',
      response: {
        200: Type.Union([
          Type.Array(Type.String()),
          Type.Array(
            Type.Object({ name: Type.String(), vendorName: Type.String(), type: Type.String() }),
          ),
        ]),
      },
    },
    handler: async (request, reply) => {
      nameInstance(request, reply)
      return hub.objects(
        instanceCallerOf(request).instance,
        versionOf(request.headers['elements-version']),
      )
    },
  })
}

export function readObjectMetadata(server: PlatformServer, hub: Hub): void {
  server.route({
    method: 'GET',
    url: '/hubs/:hub/objects/:objectName/metadata',
    config: { access: 'instance' },
    schema: {
      tags: ['hub'],
      summary: 'Read the fields of an object',
      params,
      response: { 200: Type.Object({ fields: Type.Array(Type.Unknown()) }) },
    },
    handler: async (request, reply) => {
      nameInstance(request, reply)
      return hub.metadata(instanceCallerOf(request).instance, request.params.objectName) as {
        fields: unknown[]
      }
    },
  })
}

export function readObjectDocument(server: PlatformServer, publicUrl: () => string): void {
  server.route({
    method: 'GET',
    url: '/hubs/:hub/objects/:objectName/docs',
    config: { access: 'instance' },
    schema: {
      tags: ['hub'],
      summary: 'Read the API document of an object',
      params,
      querystring: ObjectDocumentQuery,
      response: { 200: DocumentSchema },
    },
    handler: async (request, reply) => {
      nameInstance(request, reply)
      const { connector, authenticationType } = instanceCallerOf(request).instance
      const { objectName } = request.params
      const address = addressOf(request.query, publicUrl())
      const whole = connectorDocument(connector, address, authenticationType)
      const document = onlyObject(whole, connector, objectName)
      if (document !== undefined) return inVersion(document, request.query)
      throw new PlatformError(
        'not_found',
        `No object found with name '${objectName.slice(0, 100)}'; GET /objects lists them`,
      )
    },
  })
}

/** Throws 400 for a version nobody knows. */
function versionOf(header: string | readonly string[] | undefined): 'Hydrogen' | 'Helium' {
  const text = typeof header === 'string' ? header.trim().toLowerCase() : ''
  if (text === '' || text === 'hydrogen') return 'Hydrogen'
  if (text === 'helium') return 'Helium'
  const message = 'Elements-Version is Hydrogen or Helium'
  throw new PlatformError('invalid_request', message, {
    details: [{ path: 'Elements-Version', message }],
  })
}
