import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import { page } from '../../html-page.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { packageFolder } from '../../project-files.ts'

const ownAssets = join(import.meta.dirname, '..', '..', 'assets')

/** The only files that are served, by name: where they are and what they are. */
function assetFiles(): ReadonlyMap<string, { path: string; type: string }> {
  // The published package carries the two files among our own, so that its users install no package for them.
  const swaggerUi = existsSync(join(ownAssets, 'swagger-ui.css'))
    ? ownAssets
    : packageFolder('swagger-ui-dist')
  const css = 'text/css; charset=utf-8'
  const script = 'text/javascript; charset=utf-8'
  return new Map([
    ['page.css', { path: join(ownAssets, 'page.css'), type: css }],
    ['api-docs.js', { path: join(ownAssets, 'api-docs.js'), type: script }],
    ['hand-over.js', { path: join(ownAssets, 'hand-over.js'), type: script }],
    ['swagger-ui.css', { path: join(swaggerUi, 'swagger-ui.css'), type: css }],
    ['swagger-ui-bundle.js', { path: join(swaggerUi, 'swagger-ui-bundle.js'), type: script }],
  ])
}

export function apiDocs(server: PlatformServer): void {
  const files = assetFiles()
  // Read once: strangers may ask for them as often as they like.
  const contents = new Map<string, Promise<Buffer>>()
  const contentOf = (path: string): Promise<Buffer> => {
    const known = contents.get(path)
    if (known !== undefined) return known
    const reading = readFile(path)
    contents.set(path, reading)
    reading.catch(() => contents.delete(path))
    return reading
  }
  server.route({
    method: 'GET',
    url: '/docs',
    config: { access: 'public' },
    schema: {
      tags: ['documents'],
      summary: 'The API as a page',
      response: {
        200: { description: 'A page', content: { 'text/html': { schema: Type.String() } } },
      },
    },
    handler: (_request, reply) =>
      page(
        reply,
        'Hubwright API',
        `<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<div id="api"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/api-docs.js"></script>`,
      ),
  })
  server.route({
    method: 'GET',
    url: '/docs/assets/:name',
    config: { access: 'public' },
    schema: {
      tags: ['documents'],
      summary: 'Files of the pages',
      params: Type.Object({ name: Type.String() }),
      response: {
        200: {
          description: 'The file',
          content: { '*/*': { schema: Type.Unsafe<Buffer>({ type: 'string' }) } },
        },
      },
    },
    handler: async ({ params }, reply) => {
      const file = files.get(params.name)
      if (file === undefined) throw new PlatformError('not_found', 'There is no such file')
      const content = await contentOf(file.path)
      reply.header('content-type', file.type).header('cache-control', 'public, max-age=3600')
      return content
    },
  })
}
