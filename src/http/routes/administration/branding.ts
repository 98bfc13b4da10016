import { Type } from 'typebox'
import type { OrganizationBranding } from '../../../accounts/branding.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'

const url = '/organizations/branding'
const tags = ['organizations']
const BrandingSchema = Type.Record(Type.String(), Type.String(), {
  description: 'Values by names of your own, such as `primaryColor`, `fontFamily`, `logo`',
})

export function readBranding(server: PlatformServer, branding: OrganizationBranding): void {
  server.route({
    method: 'GET',
    url,
    config: { access: 'user' },
    schema: {
      tags,
      summary: 'Read the colours, fonts and pictures of your organization',
      response: { 200: BrandingSchema },
    },
    handler: (request) => branding.get(callerOf(request)),
  })
}

export function saveBranding(server: PlatformServer, branding: OrganizationBranding): void {
  server.route({
    method: 'PUT',
    url,
    config: { access: 'user', privilege: 'manageUiBranding' },
    schema: {
      tags,
      summary: 'Set the colours, fonts and pictures of your organization',
      description:
        'Replaces them all: at most 50 names. A value is a plain text of at most 200 characters, an https address, or a small picture as `data:image/…;base64,…`.',
      // The room judges the members, so that one answer names all that are wrong.
      body: Type.Record(Type.String(), Type.Unknown()),
      response: { 200: BrandingSchema },
    },
    handler: (request) => branding.save(callerOf(request), request.body),
  })
}

export function resetBranding(server: PlatformServer, branding: OrganizationBranding): void {
  server.route({
    method: 'DELETE',
    url,
    config: { access: 'user', privilege: 'manageUiBranding' },
    schema: {
      tags,
      summary: 'Remove the colours, fonts and pictures of your organization',
      response: emptyResponse,
    },
    async handler(request, reply) {
      await branding.reset(callerOf(request))
      return emptyAnswer(reply)
    },
  })
}
