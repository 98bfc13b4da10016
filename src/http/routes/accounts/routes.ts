import type { Accounts } from '../../../accounts/accounts.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { changePassword } from './change-password.ts'
import { login } from './login.ts'
import { readOrganization, renameOrganization, resetOrganizationSecret } from './organization.ts'
import { readSecrets } from './read-secrets.ts'
import { beginSession, endSession, readSession } from './session.ts'
import { endOtherSessions, listSessions } from './sessions.ts'

/** Who asks: logins, secrets, the caller's organization. */
export function registerAccountRoutes(
  server: PlatformServer,
  accounts: Accounts,
  publicUrl: () => string,
): void {
  login(server, accounts)
  beginSession(server, accounts, publicUrl)
  readSession(server, accounts)
  endSession(server, accounts, publicUrl)
  listSessions(server, accounts, publicUrl)
  endOtherSessions(server, accounts, publicUrl)
  readSecrets(server, accounts)
  changePassword(server, accounts, publicUrl)
  readOrganization(server, accounts)
  renameOrganization(server, accounts)
  resetOrganizationSecret(server, accounts)
}
