import { Type } from 'typebox'
import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { AuthenticatedUserSchema } from './schemas.ts'

export function login(server: PlatformServer, accounts: Accounts): void {
  server.route({
    method: 'POST',
    url: '/authentication',
    config: { access: 'public' },
    // Whoever sends it has shown nothing yet.
    bodyLimit: 16 * 1024,
    schema: {
      tags: ['authentication'],
      summary: 'Log in with email and password',
      description: 'Begins a session; its token lasts twelve hours after its last use.',
      body: Type.Object({
        username: Type.String({ minLength: 1, maxLength: 254 }),
        password: Type.String({ minLength: 1, maxLength: 256 }),
      }),
      response: { 200: AuthenticatedUserSchema },
    },
    handler: ({ body, ip }) => accounts.login(body.username, body.password, ip),
  })
}
