import type { Instances } from '../../../instances/instances.ts'
import type { ConsoleBuild } from '../../console-build.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callbackPage } from './callback-page.ts'
import { finishFlow } from './finish-flow.ts'

/** The platform's own landing page, at the root; its address is another one for each connector. */
export function registerLandingRoutes(
  server: PlatformServer,
  instances: Instances,
  build: ConsoleBuild,
): void {
  callbackPage(server, instances, build)
  finishFlow(server, instances, build)
}
