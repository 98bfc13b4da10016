/** Parameters and models of resources that an account added; those of the connector's own answer 404. */
import { Type } from 'typebox'
import type { Resource } from '../../../catalog/element.ts'
import { ResourceModel } from '../../../catalog/element.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { findConnector, ownerOf, ResourceParams, type ElementRooms } from './find-connector.ts'
import { ShownParameter } from './shown-element.ts'

const ParameterParams = Type.Object({
  ...ResourceParams.properties,
  parameterId: Type.Integer({ minimum: 1, description: 'Id of the parameter' }),
})

const ParameterBody = Type.Object(
  {},
  { additionalProperties: true, description: 'A parameter: at least name, type and vendorType' },
)

const ModelBody = Type.Object(
  {},
  {
    additionalProperties: true,
    description: 'name and swagger of the answer, requestName and requestSwagger of the body',
  },
)

export function createParameter(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'POST',
    url: '/elements/:keyOrId/resources/:resourceId/parameters',
    config: { access: 'user', privilege: 'editElements', idempotent: true },
    schema: {
      tags: ['elements'],
      summary: 'Add a parameter to a resource that your account added',
      params: ResourceParams,
      body: ParameterBody,
      response: { 200: ShownParameter },
    },
    handler: async (request) => {
      const changed = await change(rooms, request, (document) => ({
        ...document,
        parameters: [...(document.parameters ?? []), request.body],
      }))
      return parameterAt(changed, (changed.parameters ?? []).length - 1)
    },
  })
}

export function replaceParameter(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'PUT',
    url: '/elements/:keyOrId/resources/:resourceId/parameters/:parameterId',
    config: { access: 'user', privilege: 'editElements' },
    schema: {
      tags: ['elements'],
      summary: 'Replace a parameter of a resource that your account added',
      params: ParameterParams,
      body: ParameterBody,
      response: { 200: ShownParameter },
    },
    handler: async (request) => {
      let at = -1
      const changed = await change(rooms, request, (document, completed) => {
        at = indexOf(completed, request.params.parameterId)
        return { ...document, parameters: document.parameters?.with(at, request.body as never) }
      })
      return parameterAt(changed, at)
    },
  })
}

export function removeParameter(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'DELETE',
    url: '/elements/:keyOrId/resources/:resourceId/parameters/:parameterId',
    config: { access: 'user', privilege: 'editElements' },
    schema: {
      tags: ['elements'],
      summary: 'Delete a parameter of a resource that your account added',
      params: ParameterParams,
      response: emptyResponse,
    },
    handler: async (request, reply) => {
      await change(rooms, request, (document, completed) => ({
        ...document,
        parameters: document.parameters?.toSpliced(
          indexOf(completed, request.params.parameterId),
          1,
        ),
      }))
      return emptyAnswer(reply)
    },
  })
}

export function saveModel(server: PlatformServer, rooms: ElementRooms): void {
  for (const method of ['POST', 'PUT'] as const) {
    server.route({
      method,
      url: '/elements/:keyOrId/resources/:resourceId/models',
      config: { access: 'user', privilege: 'editElements' },
      schema: {
        tags: ['elements'],
        summary: 'Set the models of a resource that your account added',
        params: ResourceParams,
        body: ModelBody,
        response: { 200: ResourceModel },
      },
      handler: async (request) => {
        const changed = await change(rooms, request, (document) => ({
          ...document,
          model: request.body,
        }))
        return changed.model ?? {}
      },
    })
  }
}

export function removeModel(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'DELETE',
    url: '/elements/:keyOrId/resources/:resourceId/models',
    config: { access: 'user', privilege: 'editElements' },
    schema: {
      tags: ['elements'],
      summary: 'Delete the models of a resource that your account added',
      params: ResourceParams,
      response: emptyResponse,
    },
    handler: async (request, reply) => {
      await change(rooms, request, ({ model: _model, ...rest }) => rest)
      return emptyAnswer(reply)
    },
  })
}

type Request = Parameters<typeof callerOf>[0] & {
  readonly params: { readonly keyOrId: string; readonly resourceId: number }
}

function change(
  { catalog, accountResources }: ElementRooms,
  request: Request,
  what: (document: Resource, completed: Resource) => unknown,
): Promise<Resource> {
  const { keyOrId, resourceId } = request.params
  const caller = callerOf(request)
  const connector = findConnector(catalog, keyOrId, caller)
  return accountResources.change(ownerOf(caller), connector, resourceId, what)
}

function indexOf({ parameters = [] }: Resource, id: number): number {
  const at = parameters.findIndex((parameter) => parameter.id === id)
  if (at !== -1) return at
  throw new PlatformError('not_found', `No parameter found with ID ${id}`)
}

function parameterAt({ parameters = [] }: Resource, at: number) {
  const parameter = parameters[at]
  if (parameter !== undefined) return parameter
  throw new Error('A parameter that was just saved is not there')
}
