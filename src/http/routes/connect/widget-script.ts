import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import type { PlatformServer } from '../../platform-server.ts'

const script = readFileSync(join(import.meta.dirname, '..', '..', 'assets', 'connect.js'))
const etag = `"${createHash('sha256').update(script).digest('base64url').slice(0, 22)}"`

/** The script that customers' pages load. Its address never changes, so it is kept for minutes only. */
export function widgetScript(server: PlatformServer): void {
  server.route({
    method: 'GET',
    url: '/connect.js',
    config: { access: 'public' },
    schema: {
      tags: ['connect'],
      summary: 'The script that opens the connect widget in a page of yours',
      description: 'Gives `Hubwright.connect(…)`: docs/guides/connect-widget.md.',
      response: {
        200: {
          description: 'The script',
          content: { 'text/javascript': { schema: Type.Unsafe<Buffer>({ type: 'string' }) } },
        },
        304: Type.Null({ description: 'As it was' }),
      },
    },
    async handler({ headers }, reply) {
      reply.header('cache-control', 'public, max-age=300')
      reply.header('etag', etag)
      // For pages that load nothing of others unless it says so.
      reply.header('cross-origin-resource-policy', 'cross-origin')
      const known = headers['if-none-match']?.split(',').map((one) => one.trim()) ?? []
      if (known.some((one) => one === '*' || one.replace(/^W\//, '') === etag)) {
        reply.code(304)
        return null
      }
      reply.header('content-type', 'text/javascript; charset=utf-8')
      return script
    },
  })
}
