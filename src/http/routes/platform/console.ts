import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { ConsoleBuild } from '../../console-build.ts'
import type { PlatformServer } from '../../platform-server.ts'

export function consolePage(server: PlatformServer, build: ConsoleBuild): void {
  server.route({
    method: 'GET',
    url: '/',
    config: { access: 'public' },
    schema: {
      tags: ['documents'],
      summary: 'The console',
      description: 'The same page answers browsers at every address that is no route.',
      response: {
        200: { description: 'A page', content: { 'text/html': { schema: Type.String() } } },
      },
    },
    handler: (_request, reply) => showConsole(reply, build),
  })
}

/** Answers with the console, which finds out by itself what its address means. */
export async function showConsole(reply: FastifyReply, build: ConsoleBuild): Promise<string> {
  const { html, policy } = await build.page()
  reply.header('content-security-policy', policy)
  reply.header('x-frame-options', 'DENY')
  reply.header('content-type', 'text/html; charset=utf-8')
  return html
}

export function consoleFiles(server: PlatformServer, build: ConsoleBuild): void {
  server.route({
    method: 'GET',
    url: '/console/assets/:name',
    config: { access: 'public' },
    schema: {
      tags: ['documents'],
      summary: 'Files of the console',
      params: Type.Object({ name: Type.String() }),
      response: {
        200: {
          description: 'The file',
          content: { '*/*': { schema: Type.Unsafe<Buffer>({ type: 'string' }) } },
        },
      },
    },
    async handler({ params, headers }, reply) {
      const file = await build.file(params.name, headers['accept-encoding'])
      if (file === undefined) throw new PlatformError('not_found', 'There is no such file')
      reply.header('content-type', file.type)
      // The name changes with the content.
      reply.header('cache-control', 'public, max-age=31536000, immutable')
      reply.header('vary', 'Accept-Encoding')
      if (file.encoding !== undefined) reply.header('content-encoding', file.encoding)
      return file.content
    },
  })
}
