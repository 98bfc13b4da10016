import { Type } from 'typebox'
import { page } from '../../html-page.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { programVersion } from '../../project-files.ts'

export function landing(server: PlatformServer): void {
  const version = programVersion()
  server.route({
    method: 'GET',
    url: '/',
    config: { access: 'public' },
    schema: {
      tags: ['documents'],
      summary: 'The page at the root',
      response: {
        200: { description: 'A page', content: { 'text/html': { schema: Type.String() } } },
      },
    },
    handler: (_request, reply) =>
      page(
        reply,
        'Hubwright',
        `<h1>Hubwright ${version}</h1>
<p>This server connects the accounts of your customers at vendors and serves them all through one API.</p>
<ul>
<li>The API begins at <code>/elements/api-v2</code>; <a href="/docs">all its routes</a>, also as <a href="/openapi.json">OpenAPI</a>.</li>
<li>The connectors it knows: <a href="/elements/api-v2/elements?abridged=true"><code>GET /elements/api-v2/elements</code></a>.</li>
<li>Your secrets were printed at the first start.</li>
</ul>`,
      ),
  })
}
