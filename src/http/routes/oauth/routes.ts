import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { beginConsent } from './begin-consent.ts'
import { defaultOAuthUrl } from './default-oauth-url.ts'
import { oauthUrl, oauthUrlByPost } from './oauth-url.ts'
import { readSetup } from './read-setup.ts'

/** Where a person is sent to consent. */
export function registerOAuthRoutes(server: PlatformServer, instances: Instances): void {
  const { oauth } = instances
  oauthUrl(server, oauth)
  oauthUrlByPost(server, oauth)
  defaultOAuthUrl(server, oauth)
  beginConsent(server, instances)
  readSetup(server, instances)
}
