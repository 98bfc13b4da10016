import { Type } from 'typebox'
import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ownInstanceId } from './asked-instance.ts'
import { ConfigurationSchema, IdParams } from './schemas.ts'

const ConfigIdParams = Type.Object({
  configId: Type.Integer({ description: 'Id of the configuration entry' }),
})
const IdAndConfigIdParams = Type.Object({
  ...IdParams.properties,
  ...ConfigIdParams.properties,
})
/** Broad on purpose: whole entries are sent back, and the value may be a boolean or number. */
const ConfigurationBody = Type.Object(
  {
    propertyValue: Type.Optional(
      Type.Unknown({
        description:
          'The new value, a text; `********` keeps it, an empty text brings the default back',
      }),
    ),
  },
  { additionalProperties: true },
)

export function instanceConfiguration(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/configuration',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'List the configuration of an instance',
      params: IdParams,
      response: { 200: Type.Array(ConfigurationSchema) },
    },
    handler: (request) => instances.configuration(callerOf(request), request.params.id),
  })
  server.route({
    method: 'GET',
    url: '/instances/:id/configuration/:configId',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'Read one entry of the configuration of an instance',
      params: IdAndConfigIdParams,
      response: { 200: ConfigurationSchema },
    },
    handler: (request) =>
      instances.configurationEntry(callerOf(request), request.params.id, request.params.configId),
  })
  server.route({
    method: 'PATCH',
    url: '/instances/:id/configuration/:configId',
    config: { access: 'user', privilege: 'createElementInstances' },
    schema: {
      tags: ['instances'],
      summary: 'Change one entry of the configuration of an instance',
      params: IdAndConfigIdParams,
      body: ConfigurationBody,
      response: { 200: ConfigurationSchema },
    },
    handler: (request) => {
      const { id, configId } = request.params
      return instances.changeConfigurationEntry(callerOf(request), id, configId, request.body)
    },
  })
}

export function ownInstanceConfiguration(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/instances/configuration',
    config: { access: 'instance', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'List the configuration of the instance of the Element token',
      response: { 200: Type.Array(ConfigurationSchema) },
    },
    handler: (request) => instances.configuration(callerOf(request), ownInstanceId(request)),
  })
  server.route({
    method: 'GET',
    url: '/instances/configuration/:configId',
    config: { access: 'instance', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'Read one entry of the configuration of the instance of the Element token',
      params: ConfigIdParams,
      response: { 200: ConfigurationSchema },
    },
    handler: (request) => {
      const { configId } = request.params
      return instances.configurationEntry(callerOf(request), ownInstanceId(request), configId)
    },
  })
  server.route({
    method: 'PATCH',
    url: '/instances/configuration/:configId',
    config: { access: 'instance', privilege: 'createElementInstances' },
    schema: {
      tags: ['instances'],
      summary: 'Change one entry of the configuration of the instance of the Element token',
      params: ConfigIdParams,
      body: ConfigurationBody,
      response: { 200: ConfigurationSchema },
    },
    handler: (request) => {
      const { configId } = request.params
      const id = ownInstanceId(request)
      return instances.changeConfigurationEntry(callerOf(request), id, configId, request.body)
    },
  })
}
