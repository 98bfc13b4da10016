import { Type } from 'typebox'
import type { Connector } from '../../../catalog/connector.ts'
import {
  elementModels,
  elementObjects,
  type ElementObject,
} from '../../../catalog/element-objects.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { KeyOrIdParams, seenConnector, type ElementRooms } from './find-connector.ts'
import { AccountOnlyQuery } from './read-resources.ts'

const text = Type.String()
const flag = Type.Boolean()
const id = Type.Integer()

const FieldSchema = Type.Object({
  id,
  objectId: id,
  name: Type.String({ description: 'Dotted path' }),
  type: text,
  displayName: text,
  mask: text,
  primaryKey: flag,
  readOnly: flag,
  hidden: flag,
  required: flag,
  request: flag,
  response: flag,
  ownerAccountId: id,
})

const ObjectSchema = Type.Object({
  id,
  name: text,
  vendorName: text,
  primaryKeyName: text,
  createdDateName: text,
  createdDateFormat: text,
  updatedDateName: text,
  updatedDateFormat: text,
  bulkDownloadEnabled: flag,
  bulkUploadEnabled: flag,
  eventsEnabled: flag,
  customFields: flag,
  ownerAccountId: id,
  fields: Type.Array(FieldSchema),
})

const ModelSchema = Type.Object({
  id,
  elementId: id,
  name: text,
  vendorName: text,
  description: text,
  customFields: flag,
  nullsRequired: flag,
  modelType: text,
  modelFields: Type.Array(
    Type.Object({
      name: text,
      vendorName: text,
      dataType: Type.Object({ jsonType: text }),
      displayName: text,
      mask: text,
      primaryKey: flag,
      fieldMethods: Type.Array(Type.Object({ method: text, direction: text, populated: flag })),
    }),
  ),
  resources: Type.Array(Type.Object({ id })),
})

const ObjectParams = Type.Object({
  ...KeyOrIdParams.properties,
  objectId: Type.String({ description: 'Id or name of the object' }),
})
const FieldParams = Type.Object({
  ...ObjectParams.properties,
  fieldId: Type.String({ description: 'Id or path of the field' }),
})
const ModelParams = Type.Object({
  ...KeyOrIdParams.properties,
  modelId: Type.String({ description: 'Id or name of the model' }),
})

export function listElementObjects(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/objects',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the objects of a connector with their fields',
      params: KeyOrIdParams,
      querystring: AccountOnlyQuery,
      response: { 200: Type.Array(ObjectSchema) },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      // Objects are made of resources; an account adds none by themselves.
      return request.query.accountOnly === true ? [] : elementObjects(connector)
    },
  })
}

export function readElementObject(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/objects/:objectId',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read an object of a connector',
      params: ObjectParams,
      response: { 200: ObjectSchema },
    },
    handler: async (request) =>
      objectOf(
        await seenConnector(rooms, request, request.params.keyOrId),
        request.params.objectId,
      ),
  })
}

export function listFields(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/objects/:objectId/fields',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the fields of an object',
      params: ObjectParams,
      querystring: AccountOnlyQuery,
      response: { 200: Type.Array(FieldSchema) },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      const { fields } = objectOf(connector, request.params.objectId)
      return request.query.accountOnly === true ? [] : fields
    },
  })
}

export function readField(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/objects/:objectId/fields/:fieldId',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read a field of an object',
      params: FieldParams,
      response: { 200: FieldSchema },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      const { fields } = objectOf(connector, request.params.objectId)
      return named(fields, request.params.fieldId, 'field')
    },
  })
}

export function listModels(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/models',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the models of a connector',
      params: KeyOrIdParams,
      response: { 200: Type.Array(ModelSchema) },
    },
    handler: async (request) =>
      elementModels(await seenConnector(rooms, request, request.params.keyOrId)),
  })
}

export function readModel(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/models/:modelId',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read a model of a connector',
      params: ModelParams,
      response: { 200: ModelSchema },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      return named(elementModels(connector), request.params.modelId, 'model')
    },
  })
}

function objectOf(connector: Connector, idOrName: string): ElementObject {
  return named(elementObjects(connector), idOrName, 'object')
}

/** @throws PlatformError `not_found` */
function named<T extends { readonly id: number; readonly name: string }>(
  things: readonly T[],
  idOrName: string,
  word: string,
): T {
  const found = things.find((one) => String(one.id) === idOrName || one.name === idOrName)
  if (found !== undefined) return found
  throw new PlatformError('not_found', `No ${word} found with ID or name ${idOrName.slice(0, 100)}`)
}
