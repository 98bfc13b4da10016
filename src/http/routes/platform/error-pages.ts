import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { errorTable, PlatformError } from '../../../core/errors.ts'
import { page } from '../../html-page.ts'
import { markdownToHtml } from '../../markdown.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { projectRoot } from '../../project-files.ts'

/** Serves docs/errors: what `docs` of an error answer leads to. */
export function errorPages(server: PlatformServer): void {
  server.route({
    method: 'GET',
    url: '/docs/errors/:code',
    config: { access: 'public' },
    schema: {
      tags: ['documents'],
      summary: 'What an error code means and how to fix it',
      params: Type.Object({ code: Type.String() }),
      response: {
        200: { description: 'A page', content: { 'text/html': { schema: Type.String() } } },
      },
    },
    handler: async ({ params }, reply) => {
      // Only names of the table become file names.
      if (!Object.hasOwn(errorTable, params.code)) {
        throw new PlatformError('not_found', 'There is no such error code')
      }
      const path = join(projectRoot, 'docs', 'errors', `${params.code}.md`)
      return page(reply, params.code, markdownToHtml(await readFile(path, 'utf8')))
    },
  })
}
