import { Type } from 'typebox'
import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { isByCookie, sessionTokenOf } from '../../session-cookie.ts'
import { AuthenticatedUserSchema, callerOf } from './schemas.ts'

export function changePassword(
  server: PlatformServer,
  accounts: Accounts,
  publicUrl: () => string,
): void {
  server.route({
    method: 'POST',
    url: '/authentication/passwords',
    config: { access: 'user' },
    schema: {
      tags: ['authentication'],
      summary: 'Change your own password',
      description: 'Ends all your sessions except the one this is called with.',
      body: Type.Object({
        password: Type.String(),
        currentPassword: Type.Optional(
          Type.String({
            description:
              'The one you have now. A session in a cookie needs it; told, it must be right',
            maxLength: 256,
          }),
        ),
      }),
      response: { 200: AuthenticatedUserSchema },
    },
    handler: (request) =>
      accounts.changePassword(callerOf(request), {
        ...request.body,
        mustTellCurrent: isByCookie(request, publicUrl()),
        address: request.ip,
        sessionToken: sessionTokenOf(request, publicUrl()),
      }),
  })
}
