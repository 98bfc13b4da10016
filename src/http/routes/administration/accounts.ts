import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../../accounts/caller.ts'
import type { CustomerAccounts } from '../../../accounts/customer-accounts.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { fitting, readWhere } from '../../listed-where.ts'
import { PageQuery } from '../../paged-list.ts'
import { pageOf } from '../elements/list-page.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import {
  AccountChangeBody,
  AccountParams,
  AccountSchema,
  includeInactive,
  NewAccountBody,
  OrganizationAccountParams,
  OrganizationParams,
  permanent,
  where,
} from './schemas.ts'

/** The same three operations stand below the id of one's own organization, too. */
export type AccountsUrl = '/accounts' | '/organizations/:organizationId/accounts'

const tags = ['accounts']

/** The caller, when the path names no organization or his. Another's id and an unknown one answer alike. */
function callerIn(request: FastifyRequest): Caller {
  const caller = callerOf(request)
  const { organizationId } = request.params as { organizationId?: number }
  if (organizationId === undefined || organizationId === caller.organizationId) return caller
  throw new PlatformError('not_found', `No organization found with ID ${organizationId}`)
}

function paramsOf(url: AccountsUrl) {
  return url === '/accounts' ? {} : { params: OrganizationParams }
}

export function listAccounts(
  server: PlatformServer,
  accounts: CustomerAccounts,
  url: AccountsUrl,
): void {
  server.route({
    method: 'GET',
    url,
    config: { access: 'user', privilege: ['viewUsersOrg', 'viewUsersAccount'] },
    schema: {
      tags,
      summary: 'List the accounts of your organization',
      description: 'Whoever may see only one account finds that one.',
      ...paramsOf(url),
      querystring: Type.Object({
        ...PageQuery,
        where,
        offset: Type.Optional(Type.Integer({ minimum: 0, description: 'So many are skipped' })),
        includeInactive,
      }),
      response: { 200: Type.Array(AccountSchema) },
    },
    async handler(request, reply) {
      const { query } = request
      const found = await accounts.list(callerIn(request), query.includeInactive ?? false)
      const wanted = readWhere(query.where)
      const shown = fitting(reply, wanted, { schema: AccountSchema }, found, (account) => account)
      return [...pageOf(shown.slice(query.offset ?? 0), query, reply)]
    },
  })
}

export function createAccount(
  server: PlatformServer,
  accounts: CustomerAccounts,
  url: AccountsUrl,
): void {
  server.route({
    method: 'POST',
    url,
    config: { access: 'user', privilege: 'addUsersOrg', idempotent: true },
    schema: {
      tags,
      summary: 'Create an account, usually one for each of your customers',
      ...paramsOf(url),
      body: NewAccountBody,
      response: { 200: AccountSchema },
    },
    handler: (request) => accounts.create(callerIn(request), request.body),
  })
}

export function readAccount(
  server: PlatformServer,
  accounts: CustomerAccounts,
  url: AccountsUrl,
): void {
  server.route({
    method: 'GET',
    url: `${url}/:accountId`,
    config: { access: 'user', privilege: ['viewUsersOrg', 'viewUsersAccount'] },
    schema: {
      tags,
      summary: 'Read an account',
      params: url === '/accounts' ? AccountParams : OrganizationAccountParams,
      querystring: Type.Object({ includeInactive }),
      response: { 200: AccountSchema },
    },
    handler: (request) =>
      accounts.get(
        callerIn(request),
        request.params.accountId,
        request.query.includeInactive ?? false,
      ),
  })
}

export function changeAccount(server: PlatformServer, accounts: CustomerAccounts): void {
  for (const method of ['PATCH', 'PUT'] as const) {
    server.route({
      method,
      url: '/accounts/:accountId',
      config: { access: 'user', privilege: 'editUsersOrg' },
      schema: {
        tags,
        summary: 'Change an account, deactivate or activate it',
        description:
          'Members that are absent stay. `active: false` locks its users out and keeps everything; with `permanent` its users and connections are removed.',
        params: AccountParams,
        querystring: Type.Object({ permanent }),
        body: AccountChangeBody,
        response: { 200: AccountSchema },
      },
      handler: (request) =>
        accounts.change(
          callerOf(request),
          request.params.accountId,
          request.body,
          request.query.permanent ?? false,
        ),
    })
  }
}

export function removeAccount(server: PlatformServer, accounts: CustomerAccounts): void {
  server.route({
    method: 'DELETE',
    url: '/accounts/:accountId',
    config: { access: 'user', privilege: 'deleteUsersOrg' },
    schema: {
      tags,
      summary: 'Deactivate an account and remove its users and connections',
      description: 'PATCH with `active: true` brings the account back, without them.',
      params: AccountParams,
      response: emptyResponse,
    },
    async handler(request, reply) {
      await accounts.remove(callerOf(request), request.params.accountId)
      return emptyAnswer(reply)
    },
  })
}
