import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { defaultOAuthUrl } from './default-oauth-url.ts'
import { oauthUrl, oauthUrlByPost } from './oauth-url.ts'

/** Where a person is sent to consent. */
export function registerOAuthRoutes(server: PlatformServer, { oauth }: Instances): void {
  oauthUrl(server, oauth)
  oauthUrlByPost(server, oauth)
  defaultOAuthUrl(server, oauth)
}
