import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import { page } from '../../html-page.ts'
import { markdownToHtml } from '../../markdown.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { projectRoot } from '../../project-files.ts'

/** Serves what people read who use the server: docs/guides, docs/connectors, docs/reference. */
export function guides(server: PlatformServer): void {
  for (const area of ['guides', 'connectors', 'reference']) guidesOf(server, area)
}

function guidesOf(server: PlatformServer, area: string): void {
  const folder = join(projectRoot, 'docs', area)
  // Only names that are there become file names.
  const names = new Set(readdirSync(folder).map((name) => name.replace(/\.md$/, '')))
  server.route({
    method: 'GET',
    url: `/docs/${area}/:name`,
    config: { access: 'public' },
    schema: {
      tags: ['documents'],
      summary: `A page of ${area}`,
      description: [...names].map((name) => `\`${name}\``).join(', '),
      params: Type.Object({ name: Type.String() }),
      response: {
        200: { description: 'A page', content: { 'text/html': { schema: Type.String() } } },
      },
    },
    handler: async ({ params: { name } }, reply) => {
      if (!names.has(name)) throw new PlatformError('not_found', 'There is no such page')
      const text = await readFile(join(folder, `${name}.md`), 'utf8')
      const [, title = name] = /^# (.+)$/m.exec(text) ?? []
      return page(reply, title, markdownToHtml(text))
    },
  })
}
