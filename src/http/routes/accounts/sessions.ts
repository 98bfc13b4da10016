/** Ours: where the caller is signed in, and signing out everywhere else. */
import { Type } from 'typebox'
import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { sessionTokenOf } from '../../session-cookie.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { callerOf } from './schemas.ts'

const tags = ['authentication']
const url = '/authentication/sessions'

export function listSessions(
  server: PlatformServer,
  accounts: Accounts,
  publicUrl: () => string,
): void {
  server.route({
    method: 'GET',
    url,
    config: { access: 'user' },
    schema: {
      tags,
      summary: 'List your own sessions',
      description: 'The newest first, at most a hundred.',
      response: {
        200: Type.Array(
          Type.Object({
            beganDate: Type.String(),
            expiresDate: Type.String({ description: 'Its end, unless it is used before' }),
            current: Type.Boolean({ description: 'The one that this is called with' }),
          }),
        ),
      },
    },
    handler: (request) =>
      accounts.sessionsOf(callerOf(request), sessionTokenOf(request, publicUrl())),
  })
}

export function endOtherSessions(
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
      summary: 'End all your sessions but the one this is called with',
      response: emptyResponse,
    },
    async handler(request, reply) {
      const token = sessionTokenOf(request, publicUrl())
      await accounts.endOtherSessions(callerOf(request), token)
      return emptyAnswer(reply)
    },
  })
}
