/** The same operations on users in three places: an account, the default account, wherever the caller reaches. */
import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import type { Place, RevealRequest, Users } from '../../../accounts/users.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { fitting, readWhere } from '../../listed-where.ts'
import { PageQuery } from '../../paged-list.ts'
import { pageOf } from '../elements/list-page.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import {
  AccountParams,
  AccountUserParams,
  includeInactive,
  NewUserBody,
  permanent,
  RevealHeader,
  UserChangeBody,
  UserSchema,
  where,
  WhoParams,
} from './schemas.ts'

/** Where a family of these routes stands. */
export interface UserPlace {
  /** `/users`, `/organizations/users` or `/accounts/:accountId/users`. */
  readonly url: string
  /** What the summaries call it. */
  readonly name: string
}

const tags = ['users']

function isOfAccount({ url }: UserPlace): boolean {
  return url.includes(':accountId')
}

function placeOf(place: UserPlace, params: object): Place {
  if ('accountId' in params) return params.accountId as number
  return place.url.startsWith('/organizations') ? 'default' : undefined
}

export function listUsers(server: PlatformServer, users: Users, place: UserPlace): void {
  server.route({
    method: 'GET',
    url: place.url,
    config: { access: 'user', privilege: ['viewUsersOrg', 'viewUsersAccount'] },
    schema: {
      tags,
      summary: `List the users ${place.name}`,
      description: 'Answers 404 "No users found" when there are none.',
      ...(isOfAccount(place) ? { params: AccountParams } : {}),
      querystring: Type.Object({ ...PageQuery, where, includeInactive }),
      response: { 200: Type.Array(UserSchema) },
    },
    async handler(request, reply) {
      const { query } = request
      const everybody = await users.list(
        callerOf(request),
        placeOf(place, request.params as object),
        query.includeInactive ?? false,
      )
      const wanted = readWhere(query.where)
      const found = fitting(reply, wanted, { schema: UserSchema }, everybody, (user) => user)
      if (found.length === 0) throw new PlatformError('nothing_found', 'No users found')
      return [...pageOf(found, query, reply)]
    },
  })
}

export function createUser(server: PlatformServer, users: Users, place: UserPlace): void {
  server.route({
    method: 'POST',
    url: place.url,
    config: { access: 'user', privilege: ['addUsersOrg', 'addUsersAccount'], idempotent: true },
    schema: {
      tags,
      summary: `Create a user ${place.name}`,
      description: 'The answer holds the secret of the user.',
      ...(isOfAccount(place) ? { params: AccountParams } : {}),
      body: NewUserBody,
      response: { 200: UserSchema },
    },
    handler: (request) =>
      users.create(callerOf(request), placeOf(place, request.params as object), request.body),
  })
}

export function readUser(server: PlatformServer, users: Users, place: UserPlace): void {
  server.route({
    method: 'GET',
    url: `${place.url}/:emailOrId`,
    config: { access: 'user' },
    schema: {
      tags,
      summary: `Read a user ${place.name}`,
      description:
        'Everybody may read himself. With the password of the user in the header elements-user-password the answer holds his secret.',
      params: isOfAccount(place) ? AccountUserParams : WhoParams,
      querystring: Type.Object({ includeInactive }),
      headers: RevealHeader,
      response: { 200: UserSchema },
    },
    handler: (request) =>
      users.get(callerOf(request), placeOf(place, request.params), request.params.emailOrId, {
        includeInactive: request.query.includeInactive ?? false,
        reveal: revealIn(request),
      }),
  })
}

export function changeUser(server: PlatformServer, users: Users, place: UserPlace): void {
  for (const method of ['PATCH', 'PUT'] as const) {
    server.route({
      method,
      url: `${place.url}/:emailOrId`,
      config: { access: 'user', privilege: ['editUsersOrg', 'editUsersAccount'] },
      schema: {
        tags,
        summary: `Change a user ${place.name}, deactivate or activate him`,
        description:
          'Members that are absent stay. `active: false` makes his secret worthless at once and keeps his connections; with `permanent` they are removed.',
        params: isOfAccount(place) ? AccountUserParams : WhoParams,
        querystring: Type.Object({ permanent }),
        body: UserChangeBody,
        response: { 200: UserSchema },
      },
      handler: (request) => {
        const { password, ...change } = request.body
        const isKept = password === '********' || password === 'secured'
        return users.change(
          callerOf(request),
          placeOf(place, request.params),
          request.params.emailOrId,
          isKept || password === undefined ? change : { ...change, password },
          request.query.permanent ?? false,
        )
      },
    })
  }
}

export function removeUser(server: PlatformServer, users: Users, place: UserPlace): void {
  server.route({
    method: 'DELETE',
    url: `${place.url}/:emailOrId`,
    config: { access: 'user', privilege: ['deleteUsersOrg', 'deleteUsersAccount'] },
    schema: {
      tags,
      summary: `Deactivate a user ${place.name}, or remove him`,
      description:
        'Keeps his connections, and `active: true` brings him back. With `permanent` he and his connections are removed.',
      params: isOfAccount(place) ? AccountUserParams : WhoParams,
      querystring: Type.Object({ permanent }),
      response: emptyResponse,
    },
    async handler(request, reply) {
      await users.remove(
        callerOf(request),
        placeOf(place, request.params),
        request.params.emailOrId,
        request.query.permanent ?? false,
      )
      return emptyAnswer(reply)
    },
  })
}

function revealIn(request: FastifyRequest): RevealRequest | undefined {
  const password = request.headers['elements-user-password']
  return typeof password === 'string' ? { password, address: request.ip } : undefined
}
