import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { changePassword } from './change-password.ts'
import { login } from './login.ts'
import { readOrganization, renameOrganization } from './organization.ts'
import { readSecrets } from './read-secrets.ts'

/** Who asks: logins, secrets, the caller's organization. */
export function registerAccountRoutes(server: PlatformServer, accounts: Accounts): void {
  login(server, accounts)
  readSecrets(server, accounts)
  changePassword(server, accounts)
  readOrganization(server, accounts)
  renameOrganization(server, accounts)
}
