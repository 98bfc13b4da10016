import { PlatformError } from '../core/errors.ts'
import { hopsHeader, mostHops, readHops } from '../core/hops.ts'
import { basePath } from './hub-paths.ts'
import type { PlatformServer } from './platform-server.ts'

const writing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Refuses what changes something and comes of a notification that comes of too many others. */
export function refuseLoops(server: PlatformServer): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const header = request.headers[hopsHeader]
    const isJudged =
      header !== undefined &&
      writing.has(request.method) &&
      (request.raw.url ?? '').startsWith(`${basePath}/`)
    if (!isJudged || readHops(header) < mostHops) return done()
    const message = `The request comes of a notification that comes of ${mostHops - 1} others or more: a callback leads back to this API`
    done(new PlatformError('notification_loop', message))
  })
}
