import { hopsHeader, loopRefusal } from '../core/hops.ts'
import { basePath } from './hub-paths.ts'
import type { PlatformServer } from './platform-server.ts'

const writing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Refuses what changes something and comes of a notification that comes of too many others. */
export function refuseLoops(server: PlatformServer): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const header = request.headers[hopsHeader]
    const url = request.raw.url ?? ''
    const isJudged =
      header !== undefined &&
      url.startsWith(`${basePath}/`) &&
      // Vendors tell of changes by GET as well.
      (writing.has(request.method) || url.startsWith(`${basePath}/events/`))
    done(isJudged ? loopRefusal(header) : undefined)
  })
}
