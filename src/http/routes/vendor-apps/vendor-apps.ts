import { Type } from 'typebox'
import type { VendorApps } from '../../../instances/vendor-apps.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { callerOf } from '../accounts/schemas.ts'

const Params = Type.Object({
  connectorKey: Type.String({ description: 'Key or id of the connector' }),
})

const VendorAppSchema = Type.Object({
  connector: Type.String({ description: 'Key of the connector' }),
  clientId: Type.String(),
  clientSecret: Type.String({ description: 'Always ********' }),
  callbackUrl: Type.Optional(Type.String()),
  scope: Type.Optional(Type.String()),
  createdDate: Type.String(),
  updatedDate: Type.String(),
})

const Body = Type.Object({
  clientId: Type.String({ minLength: 1 }),
  clientSecret: Type.Optional(
    Type.String({
      description: 'Required the first time; ******** or nothing keeps the stored one',
    }),
  ),
  callbackUrl: Type.Optional(
    Type.String({ description: "Redirect URI of the app; by default the platform's own page" }),
  ),
  scope: Type.Optional(Type.String({ description: 'Instead of the default of the connector' })),
})

export function listVendorApps(server: PlatformServer, vendorApps: VendorApps): void {
  server.route({
    method: 'GET',
    url: '/vendor-apps',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['vendor-apps'],
      summary: 'List the vendor apps of your organization',
      description: 'Secrets are never answered. Answers an empty list when there are none.',
      response: { 200: Type.Array(VendorAppSchema) },
    },
    handler: (request) => vendorApps.list(callerOf(request).organizationId),
  })
}

export function readVendorApp(server: PlatformServer, vendorApps: VendorApps): void {
  server.route({
    method: 'GET',
    url: '/vendor-apps/:connectorKey',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['vendor-apps'],
      summary: 'Read the vendor app of a connector',
      params: Params,
      response: { 200: VendorAppSchema },
    },
    handler: (request) =>
      vendorApps.get(callerOf(request).organizationId, request.params.connectorKey),
  })
}

export function saveVendorApp(server: PlatformServer, vendorApps: VendorApps): void {
  server.route({
    method: 'PUT',
    url: '/vendor-apps/:connectorKey',
    config: { access: 'user', privilege: 'modifySecurity' },
    schema: {
      tags: ['vendor-apps'],
      summary: 'Set the vendor app of a connector',
      description:
        'Client id and secret at the vendor, once for the organization: used by every request that carries none.',
      params: Params,
      body: Body,
      response: { 200: VendorAppSchema },
    },
    handler: (request) =>
      vendorApps.put(callerOf(request).organizationId, request.params.connectorKey, request.body),
  })
}

export function removeVendorApp(server: PlatformServer, vendorApps: VendorApps): void {
  server.route({
    method: 'DELETE',
    url: '/vendor-apps/:connectorKey',
    config: { access: 'user', privilege: 'modifySecurity' },
    schema: {
      tags: ['vendor-apps'],
      summary: 'Remove the vendor app of a connector',
      params: Params,
      response: emptyResponse,
    },
    async handler(request, reply) {
      const { organizationId } = callerOf(request)
      await vendorApps.remove(organizationId, request.params.connectorKey)
      return emptyAnswer(reply)
    },
  })
}
