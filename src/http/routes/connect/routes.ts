import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { connectByKeys } from './connect-by-keys.ts'
import { readSession } from './read-session.ts'
import { startOAuth } from './start-oauth.ts'

/** For the connect widget in a person's browser: all that the token of a session reaches. */
export function registerConnectRoutes(server: PlatformServer, sessions: ConnectSessions): void {
  readSession(server, sessions)
  startOAuth(server, sessions)
  connectByKeys(server, sessions)
}
