import { Type } from 'typebox'
import type { OAuthFlows } from '../../../instances/oauth/flows.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { flowParameters } from './flow-parameters.ts'

const Params = Type.Object({
  keyOrId: Type.String({ description: 'Key or id of the connector' }),
})

const parameters = {
  apiKey: Type.Optional(
    Type.String({
      description: 'Client id of your app at the vendor; left out, a vendor app is used',
    }),
  ),
  apiSecret: Type.Optional(Type.String({ description: 'Client secret of your app at the vendor' })),
  callbackUrl: Type.Optional(
    Type.String({ description: 'Redirect URI, as registered at the vendor' }),
  ),
  scope: Type.Optional(Type.String({ description: 'Instead of the default of the connector' })),
  state: Type.Optional(
    Type.String({ description: 'Comes back unchanged; the key of the connector by default' }),
  ),
  siteAddress: Type.Optional(
    Type.String({ description: 'Host or name of the shop, for vendors that need it' }),
  ),
}

const description =
  "Send the person to oauthUrl; the vendor sends the browser to callbackUrl with code and state, which then go into providerData of POST /instances. Further parameters fill places in the vendor's address. Guard `state` yourself: it is yours."

const response = { 200: Type.Object({ element: Type.String(), oauthUrl: Type.String() }) }

export function oauthUrl(server: PlatformServer, flows: OAuthFlows): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/oauth/url',
    config: { access: 'optional', privilege: 'createElementInstances' },
    schema: {
      tags: ['oauth'],
      summary: 'Make the address on which a person consents',
      description,
      params: Params,
      querystring: Type.Object(parameters, { additionalProperties: true }),
      response,
    },
    handler: (request) =>
      flows.url(request.caller, request.params.keyOrId, flowParameters(request.query)),
  })
}

export function oauthUrlByPost(server: PlatformServer, flows: OAuthFlows): void {
  server.route({
    method: 'POST',
    url: '/elements/:keyOrId/oauth/url',
    config: { access: 'optional', privilege: 'createElementInstances' },
    // Whoever sends it may have shown nothing yet.
    bodyLimit: 64 * 1024,
    schema: {
      tags: ['oauth'],
      summary: 'Make the address on which a person consents, parameters in the body',
      description,
      params: Params,
      body: Type.Object(parameters, { additionalProperties: true }),
      response,
    },
    handler: (request) =>
      flows.url(request.caller, request.params.keyOrId, flowParameters(request.body)),
  })
}
