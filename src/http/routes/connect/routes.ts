import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import type { ConsoleBuild } from '../../console-build.ts'
import { connectByKeys } from './connect-by-keys.ts'
import { readSession } from './read-session.ts'
import { startOAuth } from './start-oauth.ts'
import { widgetPage } from './widget-page.ts'
import { widgetScript } from './widget-script.ts'

/** For the connect widget in a person's browser: all that the token of a session reaches. */
export function registerConnectRoutes(server: PlatformServer, sessions: ConnectSessions): void {
  readSession(server, sessions)
  startOAuth(server, sessions)
  connectByKeys(server, sessions)
}

/** The widget itself, at the root. */
export function registerWidgetRoutes(
  server: PlatformServer,
  build: ConsoleBuild,
  sessions: ConnectSessions,
): void {
  widgetPage(server, build, sessions)
  widgetScript(server)
}
