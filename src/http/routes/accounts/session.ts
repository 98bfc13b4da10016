/** A login as browsers keep it: its token goes into a cookie that scripts cannot read. */
import { Type } from 'typebox'
import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import {
  endedSessionCookie,
  refuseForeignPage,
  sessionCookie,
  sessionTokenOf,
} from '../../session-cookie.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { AuthenticatedUserSchema, callerOf, loginBodyLimit, LoginSchema } from './schemas.ts'

const tags = ['authentication']
const url = '/authentication/session'
const SessionUserSchema = Type.Omit(AuthenticatedUserSchema, ['token'])

export function beginSession(
  server: PlatformServer,
  accounts: Accounts,
  publicUrl: () => string,
): void {
  server.route({
    method: 'POST',
    url,
    config: { access: 'public' },
    bodyLimit: loginBodyLimit,
    schema: {
      tags,
      summary: 'Sign in with a browser',
      description:
        "Sets a cookie (HttpOnly, SameSite=Strict) that counts as the login for this server's own pages, also beside `Authorization: Element <instance token>`. It lasts twelve hours after its last use, a week at the most.",
      body: LoginSchema,
      response: { 200: SessionUserSchema },
    },
    async handler(request, reply) {
      refuseForeignPage(request, publicUrl())
      const { username, password } = request.body
      const { token = '', ...user } = await accounts.login(username, password, request.ip)
      reply.header('set-cookie', sessionCookie(token, publicUrl()))
      return user
    },
  })
}

export function readSession(server: PlatformServer, accounts: Accounts): void {
  server.route({
    method: 'GET',
    url,
    config: { access: 'user' },
    schema: {
      tags,
      summary: 'Read who is signed in',
      description: 'Whichever credentials the request comes with.',
      response: { 200: SessionUserSchema },
    },
    handler: (request) => accounts.userOf(callerOf(request)),
  })
}

export function endSession(
  server: PlatformServer,
  accounts: Accounts,
  publicUrl: () => string,
): void {
  server.route({
    method: 'DELETE',
    url,
    config: { access: 'user' },
    schema: {
      tags,
      summary: 'Sign out',
      description:
        'Ends the session that the request comes with, by cookie or as a Bearer token, and takes the cookie back.',
      response: emptyResponse,
    },
    async handler(request, reply) {
      const token = sessionTokenOf(request, publicUrl())
      if (token !== undefined) await accounts.endSession(callerOf(request), token)
      reply.header('set-cookie', endedSessionCookie(publicUrl()))
      return emptyAnswer(reply)
    },
  })
}
