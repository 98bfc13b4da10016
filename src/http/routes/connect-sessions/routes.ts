import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { createConnectSession } from './create-connect-session.ts'
import { listConnectSessions } from './list-connect-sessions.ts'
import { readConnectSession } from './read-connect-session.ts'
import { revokeConnectSession } from './revoke-connect-session.ts'

/** For the customer's server: sessions of the connect widget. */
export function registerConnectSessionRoutes(
  server: PlatformServer,
  sessions: ConnectSessions,
): void {
  createConnectSession(server, sessions)
  listConnectSessions(server, sessions)
  readConnectSession(server, sessions)
  revokeConnectSession(server, sessions)
}
