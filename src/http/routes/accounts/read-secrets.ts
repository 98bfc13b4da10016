import { Type } from 'typebox'
import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from './schemas.ts'

export function readSecrets(server: PlatformServer, accounts: Accounts): void {
  server.route({
    method: 'GET',
    url: '/authentication/secrets',
    config: { access: 'user' },
    schema: {
      tags: ['authentication'],
      summary: 'Read your user secret and your organization secret',
      response: {
        200: Type.Object({ userSecret: Type.String(), organizationSecret: Type.String() }),
      },
    },
    handler: (request) => accounts.secretsOf(callerOf(request)),
  })
}
