import { Type } from 'typebox'
import type { AccountRoles } from '../../../accounts/account-roles.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf, RoleSchema } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { AccountParams, AccountRoleParams } from './schemas.ts'

const tags = ['roles']

export function listAccountRoles(server: PlatformServer, roles: AccountRoles): void {
  server.route({
    method: 'GET',
    url: '/accounts/:accountId/roles',
    config: { access: 'user', privilege: ['viewUsersOrg', 'viewUsersAccount'] },
    schema: {
      tags,
      summary: 'List the roles that all users of an account have',
      params: AccountParams,
      response: { 200: Type.Array(RoleSchema) },
    },
    handler: (request) => roles.list(callerOf(request), request.params.accountId),
  })
}

export function grantAccountRole(server: PlatformServer, roles: AccountRoles): void {
  server.route({
    method: 'PUT',
    url: '/accounts/:accountId/roles/:roleKey',
    config: { access: 'user', privilege: 'editUsersOrg' },
    schema: {
      tags,
      summary: 'Grant a role to all users of an account',
      description: 'Besides their own, and to those that come later. Answers 409 when it has it.',
      params: AccountRoleParams,
      response: { 200: RoleSchema },
    },
    handler: (request) =>
      roles.grant(callerOf(request), request.params.accountId, request.params.roleKey),
  })
}

export function revokeAccountRole(server: PlatformServer, roles: AccountRoles): void {
  server.route({
    method: 'DELETE',
    url: '/accounts/:accountId/roles/:roleKey',
    config: { access: 'user', privilege: 'editUsersOrg' },
    schema: {
      tags,
      summary: 'Take a role from an account',
      description: 'Roles that its users have of their own stay.',
      params: AccountRoleParams,
      response: emptyResponse,
    },
    async handler(request, reply) {
      await roles.revoke(callerOf(request), request.params.accountId, request.params.roleKey)
      return emptyAnswer(reply)
    },
  })
}
