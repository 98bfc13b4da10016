import { Type } from 'typebox'
import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { AuthenticatedUserSchema, callerOf } from './schemas.ts'

export function changePassword(server: PlatformServer, accounts: Accounts): void {
  server.route({
    method: 'POST',
    url: '/authentication/passwords',
    config: { access: 'user' },
    schema: {
      tags: ['authentication'],
      summary: 'Change your own password',
      description: 'Ends all your sessions except the one this is called with.',
      body: Type.Object({ password: Type.String() }),
      response: { 200: AuthenticatedUserSchema },
    },
    handler: (request) => {
      const caller = callerOf(request)
      const bearer = /^\s*bearer\s+(\S+)/i.exec(request.headers.authorization ?? '')?.[1]
      return accounts.changePassword(
        caller,
        request.body.password,
        caller.via === 'session' ? bearer : undefined,
      )
    },
  })
}
