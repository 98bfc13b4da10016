import { Type } from 'typebox'
import type { OrganizationRoles } from '../../../accounts/organization-roles.ts'
import { grantablePrivileges } from '../../../accounts/privileges.ts'
import type { UserRoles } from '../../../accounts/user-roles.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf, PrivilegeSchema, RoleSchema } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { RoleParams, WhoParams } from './schemas.ts'

const tags = ['roles']
const editUsers = ['editUsersOrg', 'editUsersAccount'] as const
const privileges = Type.Array(Type.Unknown(), {
  maxItems: 100,
  description: 'All that the role allows from now on: objects with a `key`, or keys',
})

export function listUserRoles(server: PlatformServer, roles: UserRoles): void {
  server.route({
    method: 'GET',
    url: '/users/:emailOrId/roles',
    config: { access: 'user' },
    schema: {
      tags,
      summary: 'List the roles of a user',
      description: 'Everybody may read his own.',
      params: WhoParams,
      response: { 200: Type.Array(RoleSchema) },
    },
    handler: (request) => roles.list(callerOf(request), request.params.emailOrId),
  })
}

export function grantRole(server: PlatformServer, roles: UserRoles): void {
  server.route({
    method: 'PUT',
    url: '/users/:emailOrId/roles/:roleKey',
    config: { access: 'user', privilege: editUsers },
    schema: {
      tags,
      summary: 'Grant a role to a user',
      description:
        'Not to yourself, and no role that allows more than your own. Answers 409 when he has it.',
      params: RoleParams,
      response: { 200: RoleSchema },
    },
    handler: (request) =>
      roles.grant(callerOf(request), request.params.emailOrId, request.params.roleKey),
  })
}

export function revokeRole(server: PlatformServer, roles: UserRoles): void {
  server.route({
    method: 'DELETE',
    url: '/users/:emailOrId/roles/:roleKey',
    config: { access: 'user', privilege: editUsers },
    schema: {
      tags,
      summary: 'Take a role from a user',
      params: RoleParams,
      response: emptyResponse,
    },
    async handler(request, reply) {
      await roles.revoke(callerOf(request), request.params.emailOrId, request.params.roleKey)
      return emptyAnswer(reply)
    },
  })
}

export function listRoles(server: PlatformServer, roles: OrganizationRoles): void {
  server.route({
    method: 'GET',
    url: '/organizations/roles',
    config: { access: 'user' },
    schema: {
      tags,
      summary: 'List the roles of your organization and what they allow',
      response: { 200: Type.Array(RoleSchema) },
    },
    handler: (request) => roles.list(callerOf(request)),
  })
}

/** Ours: without it a privilege that every role lost could not be found again. */
export function listPrivileges(server: PlatformServer): void {
  server.route({
    method: 'GET',
    url: '/organizations/privileges',
    config: { access: 'user' },
    schema: {
      tags,
      summary: 'List all that a role can allow',
      response: { 200: Type.Array(PrivilegeSchema) },
    },
    handler: () => [...grantablePrivileges],
  })
}

export function changeRoles(server: PlatformServer, roles: OrganizationRoles): void {
  server.route({
    method: 'PUT',
    url: '/organizations/roles',
    config: { access: 'user', privilege: 'configureRoles' },
    schema: {
      tags,
      summary: 'Change what roles allow, several at once',
      body: Type.Array(
        Type.Object({
          id: Type.Optional(Type.Integer()),
          key: Type.Optional(Type.String()),
          privileges,
        }),
        { maxItems: 10 },
      ),
      response: { 200: Type.Array(RoleSchema) },
    },
    handler: (request) => roles.change(callerOf(request), request.body),
  })
  server.route({
    method: 'PUT',
    url: '/organizations/roles/:roleId',
    config: { access: 'user', privilege: 'configureRoles' },
    schema: {
      tags,
      summary: 'Change what a role allows',
      params: Type.Object({ roleId: Type.Integer({ description: 'Id of the role' }) }),
      body: Type.Object({ privileges }),
      response: { 200: RoleSchema },
    },
    async handler(request) {
      const { roleId: id } = request.params
      const { privileges: given } = request.body
      const changed = await roles.change(callerOf(request), [{ id, privileges: given }])
      const role = changed.find((one) => one.id === id)
      if (role === undefined) throw new PlatformError('not_found', `No role found with ID ${id}`)
      return role
    },
  })
}

export function resetRoles(server: PlatformServer, roles: OrganizationRoles): void {
  server.route({
    method: 'PUT',
    url: '/organizations/roles/reset',
    config: { access: 'user', privilege: 'configureRoles' },
    schema: {
      tags,
      summary: 'Give all roles their usual privileges again',
      response: { 200: Type.Array(RoleSchema) },
    },
    handler: (request) => roles.reset(callerOf(request)),
  })
}
