import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { AuthenticatedUserSchema, loginBodyLimit, LoginSchema } from './schemas.ts'

export function login(server: PlatformServer, accounts: Accounts): void {
  server.route({
    method: 'POST',
    url: '/authentication',
    config: { access: 'public' },
    bodyLimit: loginBodyLimit,
    schema: {
      tags: ['authentication'],
      summary: 'Log in with email and password',
      description:
        'Begins a session; its token lasts twelve hours after its last use, a week at the most.',
      body: LoginSchema,
      response: { 200: AuthenticatedUserSchema },
    },
    handler: ({ body, ip }) => accounts.login(body.username, body.password, ip),
  })
}
