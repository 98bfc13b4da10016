import { Type } from 'typebox'
import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf, OrganizationSchema } from './schemas.ts'

export function readOrganization(server: PlatformServer, accounts: Accounts): void {
  server.route({
    method: 'GET',
    url: '/organizations/me',
    config: { access: 'user' },
    schema: {
      tags: ['organizations'],
      summary: 'Read your organization, its secret included',
      response: { 200: OrganizationSchema },
    },
    handler: (request) => accounts.organizationOf(callerOf(request)),
  })
}

export function renameOrganization(server: PlatformServer, accounts: Accounts): void {
  server.route({
    method: 'PUT',
    url: '/organizations/me',
    config: { access: 'user', privilege: 'modifySecurity' },
    schema: {
      tags: ['organizations'],
      summary: 'Rename your organization',
      description: 'Other members of the body are ignored.',
      body: Type.Object({ name: Type.String({ maxLength: 200, pattern: String.raw`\S` }) }),
      response: { 200: OrganizationSchema },
    },
    handler: (request) => accounts.renameOrganization(callerOf(request), request.body.name.trim()),
  })
}

export function resetOrganizationSecret(server: PlatformServer, accounts: Accounts): void {
  server.route({
    method: 'POST',
    url: '/organizations/me/secret',
    config: { access: 'user', privilege: 'modifySecurity' },
    schema: {
      tags: ['organizations'],
      summary: 'Replace the organization secret by a new one',
      description:
        'Whatever calls with the old secret is refused at once: every program of the organization needs the new one.',
      response: { 200: OrganizationSchema },
    },
    handler: (request) => accounts.resetOrganizationSecret(callerOf(request)),
  })
}
